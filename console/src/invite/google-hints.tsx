import { Alert, List } from '@mantine/core';
import { useMemo } from 'react';
import { googleSpellings, type Spelling } from './google-spellings.ts';

const hints: Readonly<Record<Spelling, string>> = {
  googlemail: 'Google may sign the person in with @gmail.com instead.',
  plus: 'Google accounts seldom have a plus sign: the person may be signed in without it.',
  dots: 'Gmail does not mind dots, an invitation does: it must be spelled as in the account.',
};

/** Where an address may not be the one that Google signs the person in with. */
export const GoogleHints = ({ emails }: { readonly emails: readonly string[] }) => {
  const spellings = useMemo(() => [...googleSpellings(emails)], [emails]);
  if (spellings.length === 0) return null;
  return (
    <Alert color="blue" title="Is this how their Google accounts are written?" role="note">
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
