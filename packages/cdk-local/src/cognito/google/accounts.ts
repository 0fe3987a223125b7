import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const accountRow = z.object({
  subject: z.string(),
  email: z.string(),
  name: z.string(),
  emailVerified: z.number().transform(Boolean),
  /** The hosted domain as typed; see `hostedDomainOf`. */
  hostedDomain: z.string(),
});
/** A Google account. It is its subject; the address is only what it has now. */
export type Account = z.infer<typeof accountRow>;

/** Twenty-one digits, as Google's are; the same for an address in any case. */
const subjectOf = (email: string): string => {
  const hash = createHash('sha256').update(email.toLowerCase()).digest('hex');
  return `1${(BigInt(`0x${hash}`) % 10n ** 20n).toString().padStart(20, '0')}`;
};

/** "Ann Lee" for ann.lee@example.com. */
const nameFrom = (email: string): string =>
  email
    .slice(0, email.lastIndexOf('@'))
    .split(/[._+-]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

export const findAccount = (database: DatabaseSync, subject: string): Account | undefined => {
  const row = database.prepare('SELECT * FROM google_accounts WHERE subject = ?').get(subject);
  return row && accountRow.parse(row);
};

/** The accounts used last, the newest first. */
export const recentAccounts = (database: DatabaseSync, count: number): readonly Account[] =>
  z
    .array(accountRow)
    .parse(database.prepare('SELECT * FROM google_accounts ORDER BY usedAt DESC, rowid DESC LIMIT ?').all(count));

/** The input of the form, with defaults for an empty name or subject. */
export type TypedAccount = {
  readonly email: string;
  readonly name: string;
  readonly emailVerified: boolean;
  readonly subject: string;
  /** Empty: the address's own domain. */
  readonly hostedDomain: string;
};

const consumerDomains = ['gmail.com', 'googlemail.com'];

/** The account's hosted domain, Google's claim `hd`; undefined where it has none. */
export const hostedDomainOf = ({ email, hostedDomain }: Account): string | undefined => {
  if (hostedDomain === 'none') return undefined;
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  if (hostedDomain !== '') return hostedDomain;
  return consumerDomains.includes(domain) ? undefined : domain;
};

/** Makes or changes the account. Without a name it keeps the one it has. */
export const keepAccount = (database: DatabaseSync, typed: TypedAccount, now: number): Account => {
  const subject = typed.subject || subjectOf(typed.email);
  const name = typed.name || findAccount(database, subject)?.name || nameFrom(typed.email) || typed.email;
  database
    .prepare(
      `INSERT OR REPLACE INTO google_accounts (subject, email, name, emailVerified, hostedDomain, usedAt)
       VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(subject, typed.email, name, Number(typed.emailVerified), typed.hostedDomain, now);
  const { email, emailVerified, hostedDomain } = typed;
  return { subject, email, name, emailVerified, hostedDomain };
};

export const touchAccount = (database: DatabaseSync, subject: string, now: number): void => {
  database.prepare('UPDATE google_accounts SET usedAt = ? WHERE subject = ?').run(now, subject);
};
