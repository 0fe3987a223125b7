import { Button, Group, TextInput } from '@mantine/core';
import type { SubmitEvent } from 'react';
import type { TypedDomain } from './use-typed-domain.ts';

/** Takes one domain, or several that were pasted. */
export const AddDomain = ({ field }: { readonly field: TypedDomain }) => {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    field.add();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-start" gap="xs">
        <TextInput
          ref={field.input}
          aria-label="Add a domain"
          placeholder="acme.com"
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={field.typed}
          onChange={({ currentTarget }) => field.type(currentTarget.value)}
          error={field.fault}
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
