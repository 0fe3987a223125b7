import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** Number of characters that identify a secret. */
const length = 32;

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** Returns the forms of a token to search for: its secret part, hashes, and encodings. */
const tracesOf = (token: string): string[] => {
  const mac = token.split('.').at(-1) ?? '';
  const bytes = Buffer.from(mac, 'base64url');
  const hidden = [bytes, sha256(token), sha256(mac), sha256(bytes), createHash('sha512').update(token).digest()];
  const spelled = hidden.flatMap((one) => [one.toString('hex'), one.toString('base64'), one.toString('base64url')]);
  // The base64 encoding depends on the preceding bytes.
  const encoded = ['', '.', '..'].map((before) => Buffer.from(`${before}${token}`).toString('base64').slice(4));
  const reversed = [...mac].reverse().join('');
  return [mac, mac.slice(-length), reversed, ...spelled, ...encoded].map((text) => text.slice(0, length));
};

/** Searches texts for these tokens and returns the tokens found. */
export const tokenSearch = (tokens: readonly string[]): ((text: string) => string[]) => {
  const traces = new Map(tokens.flatMap((token) => tracesOf(token).map((trace) => [trace, token])));
  const foundIn = (word: string): string[] =>
    Array.from({ length: word.length - length + 1 }, (_, n) => traces.get(word.slice(n, n + length)) ?? []).flat();
  return (text) => [...new Set([...text.matchAll(/[\w+/-]{32,}/g)].flatMap(([word]) => foundIn(word)))];
};

const mailRow = z.object({ mail: z.string() });

/** Returns the tokens of all emails in a run's inbox. */
const mailedTokens = (runner: DatabaseSync): string[] => {
  const mails = runner
    .prepare('SELECT mail FROM inbox')
    .all()
    .map((row) => mailRow.parse(row).mail);
  return [
    ...new Set(mails.flatMap((mail) => [...mail.matchAll(/\/invitation#([\w.-]+)/g)].map(([, token = '']) => token))),
  ];
};

const tableName = z.object({ name: z.string() });

/** Returns the state of the emulators except the inbox, the only place for tokens. */
const remembered = (runner: DatabaseSync): string =>
  runner
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('inbox')")
    .all()
    .map((row) => tableName.parse(row).name)
    .flatMap((name) => runner.prepare(`SELECT * FROM "${name}"`).all())
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
    .join('\n');

/**
 * Returns the places in the data folder of a run that contain an emailed token, except the inbox: table, stream records,
 * queues, logs, sign-in. `mailed` has the tokens.
 */
export const leakedTokens = async (data: string): Promise<{ readonly mailed: string[]; readonly places: string[] }> => {
  using runner = new DatabaseSync(join(data, 'runner.sqlite'));
  const mailed = mailedTokens(runner);
  const search = tokenSearch(mailed);
  const places = search(remembered(runner)).length > 0 ? ['runner.sqlite'] : [];
  for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('runner.sqlite')) continue;
    const found = search(await readFile(join(entry.parentPath, entry.name), 'latin1'));
    if (found.length > 0) places.push(entry.name);
  }
  return { mailed, places };
};
