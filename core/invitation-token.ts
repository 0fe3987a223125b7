import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SecretKeys } from './secret-keys.ts';
import type { InvitationId } from './table/keys.ts';

const macOf = (signed: string, key: string) =>
  createHmac('sha256', key).update(`invitation-link:${signed}`).digest('base64url');

/**
 * The token in the invitation link: key id, organization, invitation, and an HMAC-SHA256 over them. It can be made again for a resend, so
 * it is stored nowhere. URL-safe, and ends in a letter or digit, so that mail clients take all of it into the link.
 */
export const invitationToken = (
  { organizationId, invitationId }: InvitationId,
  { current, keys }: SecretKeys,
): string => {
  const signed = `${current}.${organizationId}.${invitationId}`;
  return `${signed}.${macOf(signed, keys[current] ?? '')}`;
};

const tokenShape = /^((\w+)\.(\w+)\.(\w+))\.([\w-]{43})$/;

/** The key that a token says it was made with. */
export const keyIdOf = (token: string): string | undefined => tokenShape.exec(token)?.[2];

/** The invitation that a token opens; undefined for anything that `invitationToken` didn't make. Compares in constant time. */
export const readInvitationToken = (token: string, { keys }: SecretKeys): InvitationId | undefined => {
  const [, signed, keyId, organizationId, invitationId, mac] = tokenShape.exec(token) ?? [];
  if (!signed || !keyId || !organizationId || !invitationId || !mac) return undefined;
  const key = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined;
  if (key === undefined) return undefined;
  // The text of the HMAC is compared, not its bytes: base64url has several spellings of the same bytes.
  return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(signed, key)))
    ? { organizationId, invitationId }
    : undefined;
};
