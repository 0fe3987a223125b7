import { newTeam } from '#core/contract/organization.ts';

const longestName = 60;

/** Returns why a name of a team can’t be sent; undefined where it can. */
export const faultOfName = (name: string): string | undefined => {
  if (newTeam.safeParse({ name }).success) return undefined;
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return 'Enter a name.';
  if ([...name.trim()].length > longestName) return `Use ${longestName} characters or fewer.`;
  return 'This name contains characters that can’t be used.';
};
