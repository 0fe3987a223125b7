import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invitationToken, keyIdOf, readInvitationToken } from '#core/invitation-token.ts';
import { readSecretKeys } from '#core/secret-keys.ts';

const keys = { current: 'k1', keys: { k1: 'a'.repeat(64) } };
const id = { organizationId: '01M82GACAZ00MW3Q8F7Z4P36SF', invitationId: '01M82GACAZ001C32EMB0CN84JB' };

test('a token opens its invitation, is URL-safe, and ends in a letter or digit', () => {
  const token = invitationToken(id, keys);
  expect(readInvitationToken(token, keys)).toEqual(id);
  expect(token).toMatch(/^[\w.-]+[A-Za-z0-9]$/);
});

// Links that were mailed must open after the next deployment, too.
test('a token is made of its parts and their HMAC, and stays so', () => {
  const token = invitationToken(id, keys);
  expect(token).toBe(`k1.${id.organizationId}.${id.invitationId}.2NenVbg6vHd7lpXhDoKGaZV9_hM0QwPf9p97Z42tuCU`);
  expect(keyIdOf(token)).toBe('k1');
});

test('a token with more before, behind or between its parts, or with one empty, is none', () => {
  const token = invitationToken(id, keys);
  const [keyId, organization, invitation, mac] = token.split('.');
  const others = [
    ` ${token}`,
    `x.${token}`,
    `${token} `,
    `${token}A`,
    `${token}.A`,
    [keyId, organization, mac].join('.'),
    ['', organization, invitation, mac].join('.'),
    [keyId, '', invitation, mac].join('.'),
    [keyId, organization, '', mac].join('.'),
    [keyId, organization, invitation, ''].join('.'),
    [keyId, organization, invitation, mac?.slice(1)].join('.'),
    [keyId, `${organization}-`, invitation, mac].join('.'),
  ];
  for (const other of others) {
    expect(readInvitationToken(other, keys)).toBeUndefined();
    expect(keyIdOf(other)).toBeUndefined();
  }
});

test('a resend makes the same token again', () => {
  expect(invitationToken(id, keys)).toBe(invitationToken(id, keys));
});

test('a rotated key makes new tokens while old ones still open', () => {
  const old = invitationToken(id, keys);
  const rotated = { current: 'k2', keys: { ...keys.keys, k2: 'b'.repeat(64) } };
  expect(readInvitationToken(old, rotated)).toEqual(id);
  const fresh = invitationToken(id, rotated);
  expect(fresh).not.toBe(old);
  expect(readInvitationToken(fresh, rotated)).toEqual(id);
  expect(readInvitationToken(fresh, keys)).toBeUndefined();
});

test('no text but a token opens anything', () => {
  const token = invitationToken(id, keys);
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.mixedCase(fc.constant(token)), fc.constantFrom('__proto__.a.b.c', 'constructor.a.b.c')),
      (text) => {
        expect(readInvitationToken(text, keys)).toEqual(text === token ? id : undefined);
      },
    ),
  );
});

test('a secret without a usable current key is refused without being quoted', () => {
  for (const secret of [
    '{}',
    '{"current":"k1"}',
    '{"current":"k1","k1":"short-secret"}',
    `{"current":"k2","k1":"${'a'.repeat(64)}"}`,
  ])
    expect(() => readSecretKeys(secret)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('short-secret') }),
    );
  expect(readSecretKeys(`{"current":"k1","k1":"${'a'.repeat(64)}"}`)).toEqual(keys);
});

test('every key of a secret must be usable: 32 letters at least, under a short id', () => {
  const secretOf = (more: object) => JSON.stringify({ current: 'k1', k1: 'a'.repeat(32), ...more });
  expect(readSecretKeys(secretOf({ k2: 'b'.repeat(32) })).keys).toEqual({ k1: 'a'.repeat(32), k2: 'b'.repeat(32) });
  for (const more of [{ k2: 'b'.repeat(31) }, { 'K.2': 'b'.repeat(32) }, { [`k${'2'.repeat(16)}`]: 'b'.repeat(32) }])
    expect(() => readSecretKeys(secretOf(more))).toThrow('The link secret has no usable current key');
  expect(() => readSecretKeys(secretOf({ k2: 2 }))).toThrow();
});
