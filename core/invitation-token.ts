import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SecretKeys } from './secret-keys.ts';
import type { InvitationId } from './table/keys.ts';

const macOf = (signed: string, key: string) =>
  createHmac('sha256', key).update(`invitation-link:${signed}`).digest('base64url');

/**
 * Returns the token of an invitation link: key id, organization, invitation, and an HMAC-SHA256 over them. It is derived
 * again for a resend and never stored. URL-safe, and ends in a letter or digit, so that mail clients link all of it.
 */
export const invitationToken = (
  { organizationId, invitationId }: InvitationId,
  { current, keys }: SecretKeys,
): string => {
  const signed = `${current}.${organizationId}.${invitationId}`;
  return `${signed}.${macOf(signed, keys[current] ?? '')}`;
};

const tokenShape = /^((\w+)\.(\w+)\.(\w+))\.([\w-]{43})$/;

/** Returns the key id in a token. */
export const keyIdOf = (token: string): string | undefined => tokenShape.exec(token)?.[2];

/** Returns the invitation of a token; undefined for an invalid one. Compares in constant time. */
export const readInvitationToken = (token: string, { keys }: SecretKeys): InvitationId | undefined => {
  const [, signed, keyId, organizationId, invitationId, mac] = tokenShape.exec(token) ?? [];
  if (!signed || !keyId || !organizationId || !invitationId || !mac) return undefined;
  const key = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined;
  if (key === undefined) return undefined;
  // Compares the text of the HMAC, because base64url has several encodings of the same bytes.
  return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(signed, key)))
    ? { organizationId, invitationId }
    : undefined;
};
