import * as z from 'zod/mini';
import type { Item } from '#core/table/write.ts';

/** The position of a reconciliation: after an organization, or after an item of one, by the item's list key. */
export type Place = { readonly organizationId: string; readonly key?: Item | undefined };

const shape = /^([\w-]{1,64})(?:\.([\w-]+))?$/;
const listKey = z.record(z.string(), z.string());

/** Formats a position: `01M89C…` after an organization, `01M89C….eyJQSyI6…` after one of its items. */
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

/** Parses a position from a response. */
export const place = z.pipe(
  z.string(),
  z.transform((text, { issues }) => {
    const found = readPlace(text);
    if (found !== undefined) return found;
    issues.push({ code: 'custom', message: 'must be the "next" of an answer', input: text });
    return z.NEVER;
  }),
);
