import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { problem } from '#core/problem.ts';
import type { SecretKeySource, SecretKeys } from '#core/secret-keys.ts';
import type { CursorSeal } from './page.ts';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

const cipherKey = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'list-cursor', 32));

const tableKey = z.record(z.string(), z.string());

const openWith = (secret: string, sealed: Buffer, binding: string) => {
  const decipher = createDecipheriv(algorithm, cipherKey(secret), sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(binding));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const text = Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  return tableKey.parse(JSON.parse(text.toString()));
};

const cursorShape = /^(\w+)\.([\w-]+)$/;

const tryOpen = (cursor: string, binding: string, { keys }: SecretKeys) => {
  try {
    const [, keyId, text] = cursorShape.exec(cursor) ?? [];
    const secret = keyId !== undefined && Object.hasOwn(keys, keyId) ? keys[keyId] : undefined;
    const sealed = Buffer.from(text ?? '', 'base64url');
    // Base64url has several encodings of the same bytes; only the canonical one is valid.
    if (secret === undefined || sealed.toString('base64url') !== text) return undefined;
    return openWith(secret, sealed, binding);
  } catch {
    return undefined;
  }
};

/** Encrypts cursors with keys derived from the link secret. */
export const cursorSeal = (secretKeys: SecretKeySource): CursorSeal => ({
  seal: async (key, binding) => {
    const { current, keys } = await secretKeys();
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, cipherKey(keys[current] ?? ''), nonce, { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(binding));
    const text = Buffer.concat([cipher.update(JSON.stringify(key)), cipher.final()]);
    return `${current}.${Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url')}`;
  },
  open: async (cursor, binding) => {
    const key = tryOpen(cursor, binding, await secretKeys(cursorShape.exec(cursor)?.[1]));
    if (key === undefined) throw problem('invalid_cursor');
    return key;
  },
});
