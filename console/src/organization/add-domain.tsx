import { Button, Group, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { withAddedDomains } from './added-domains.ts';

type AddDomainProps = {
  readonly domains: readonly string[];
  readonly onAdded: (domains: readonly string[]) => void;
};

/** Takes one domain, or several that were pasted. */
export const AddDomain = ({ domains, onAdded }: AddDomainProps) => {
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    const addition = withAddedDomains(domains, typed);
    setFault('fault' in addition ? addition.fault : undefined);
    if ('fault' in addition) return;
    setTyped('');
    onAdded(addition.domains);
  };
  return (
    <form onSubmit={add} noValidate>
      <Group align="flex-start" gap="xs">
        <TextInput
          aria-label="Add a domain"
          placeholder="acme.com"
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ currentTarget }) => {
            setFault(undefined);
            setTyped(currentTarget.value);
          }}
          error={fault}
          flex={1}
          miw={200}
        />
        <Button type="submit" variant="default">
          Add
        </Button>
      </Group>
    </form>
  );
};
