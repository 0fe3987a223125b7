import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { html } from '../../web/html.ts';
import type { HttpReply } from '../../web/response.ts';
import { type Account, findAccount } from './accounts.ts';

const prefix = '/google/picture/';

export const pictureUrl = (origin: string, { subject }: Account): string => `${origin}${prefix}${subject}`;

const initialOf = (name: string): string => ([...name.trim()][0] ?? '?').toUpperCase();

const hueOf = (subject: string): number => createHash('sha256').update(subject).digest().readUInt16BE() % 360;

/** The initial on a coloured disc, as for an account without a photo. Undefined for any other path. */
export const answerPicture = (database: DatabaseSync, path: string): HttpReply | undefined => {
  if (!path.startsWith(prefix)) return undefined;
  const account = findAccount(database, path.slice(prefix.length));
  if (!account) return { status: 404 };
  const drawing = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">
<rect width="96" height="96" fill="hsl(${hueOf(account.subject)} 55% 40%)"/>
<text x="48" y="64" font-family="system-ui, sans-serif" font-size="48" fill="#fff" text-anchor="middle">${initialOf(account.name)}</text></svg>`;
  return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: drawing.markup };
};
