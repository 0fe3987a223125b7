const allFit = 100;

/** Which addresses to show as chips: all while they are few; else those to correct first, `most` in all. */
export const shownChips = (
  emails: readonly string[],
  isFaulty: (email: string) => boolean,
  most: number,
): readonly string[] => {
  if (emails.length <= allFit) return emails;
  const [faulty, good]: [string[], string[]] = [[], []];
  for (const email of emails) (isFaulty(email) ? faulty : good).push(email);
  return [...faulty, ...good].slice(0, most);
};
