import { List } from '@mantine/core';
import { readableEmail } from '#console/ui/readable-address.ts';

const named = 5;

/** The first few addresses, and how many more there are. */
export const FirstAddresses = ({ emails }: { readonly emails: readonly string[] }) => (
  <List size="sm" className="wraps-anywhere">
    {emails.slice(0, named).map((email) => (
      <List.Item key={email}>{readableEmail(email)}</List.Item>
    ))}
    {emails.length > named && <List.Item>and {emails.length - named} more</List.Item>}
  </List>
);
