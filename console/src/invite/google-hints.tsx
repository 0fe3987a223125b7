import { Alert, List } from '@mantine/core';
import { useMemo } from 'react';
import { googleSpellings, type Spelling } from './google-spellings.ts';

const hints: Readonly<Record<Spelling, string>> = {
  googlemail: 'Google may use @gmail.com for this person.',
  plus: 'Google accounts rarely contain “+”. The invitation must match the account exactly.',
  dots: 'Gmail ignores dots, invitations don’t. Spell it exactly as in the account.',
};

/** Addresses that may differ from the ones that Google signs the people in with. */
export const GoogleHints = ({ emails }: { readonly emails: readonly string[] }) => {
  const spellings = useMemo(() => [...googleSpellings(emails)], [emails]);
  if (spellings.length === 0) return null;
  return (
    <Alert color="blue" title="Check these against their Google accounts" role="note">
      <List size="sm" className="wraps-anywhere">
        {spellings.map(([spelling, [first, ...others]]) => (
          <List.Item key={spelling}>
            <strong>{first}</strong>
            {others.length > 0 && ` and ${others.length} more`}: {hints[spelling]}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
};
