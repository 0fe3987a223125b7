/** A way in which Google may spell an address differently. An invitation is for one spelling only. */
export type Spelling = 'googlemail' | 'plus' | 'dots';

const spellingOf = (email: string): Spelling | undefined => {
  const [local = '', domain] = email.split('@');
  if (domain === 'googlemail.com') return 'googlemail';
  if (local.includes('+')) return 'plus';
  return domain === 'gmail.com' && local.includes('.') ? 'dots' : undefined;
};

/** Addresses that Google may know in another form, by what is special about them. */
export const googleSpellings = (emails: readonly string[]): ReadonlyMap<Spelling, readonly string[]> => {
  const found = new Map<Spelling, string[]>();
  for (const email of emails) {
    const spelling = spellingOf(email);
    if (spelling) found.set(spelling, [...(found.get(spelling) ?? []), email]);
  }
  return found;
};
