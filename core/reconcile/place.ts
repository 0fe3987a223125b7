import * as z from 'zod/mini';
import type { Item } from '#core/table/write.ts';

/** What a reconciliation has seen last: an organization as a whole, or an item of one, by the key of its list. */
export type Place = { readonly organizationId: string; readonly key?: Item | undefined };

const shape = /^([\w-]{1,64})(?:\.([\w-]+))?$/;
const listKey = z.record(z.string(), z.string());

/** `01M89C…` after an organization, `01M89C….eyJQSyI6…` after an item of it. */
export const placeText = ({ organizationId, key }: Place): string =>
  key ? `${organizationId}.${Buffer.from(JSON.stringify(key)).toString('base64url')}` : organizationId;

const readPlace = (text: string): Place | undefined => {
  const [, organizationId, packed] = shape.exec(text) ?? [];
  if (organizationId === undefined) return undefined;
  if (packed === undefined) return { organizationId };
  try {
    return { organizationId, key: listKey.parse(JSON.parse(Buffer.from(packed, 'base64url').toString())) };
  } catch {
    return undefined;
  }
};

/** The text of a place, as an answer names it. */
export const place = z.pipe(
  z.string(),
  z.transform((text, { issues }) => {
    const found = readPlace(text);
    if (found !== undefined) return found;
    issues.push({ code: 'custom', message: 'must be the "next" of an answer', input: text });
    return z.NEVER;
  }),
);
