import { createHash, randomBytes } from 'node:crypto';
import type { Instant } from './contract/fields.ts';

// Crockford's alphabet: sorts by value, and has no letters that look like digits.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;
const positionLength = 2;
const restLength = 14;

const digits = (value: bigint, length: number): string =>
  Array.from({ length }, (_, n) => alphabet[Number((value >> BigInt(5 * (length - 1 - n))) & 31n)]).join('');

/**
 * Creates ids that sort by creation: instant, position among those of one request (0 to 1,023), and 70 bits of the seed's
 * hash. The same seed and position create the same id.
 */
export const idAt = (at: Instant, position = 0, seed: string | Buffer = randomBytes(16)): string => {
  const hash = createHash('sha256').update(seed).update(`#${position}`).digest();
  return (
    digits(BigInt(Date.parse(at)), timeLength) +
    digits(BigInt(position), positionLength) +
    digits(hash.readBigUInt64BE() * 64n + (BigInt(hash[8] ?? 0) % 64n), restLength)
  );
};

/** Returns the instant in an id. */
export const instantOfId = (id: string): Instant => {
  const milliseconds = [...id.slice(0, timeLength)].reduce((sum, digit) => sum * 32 + alphabet.indexOf(digit), 0);
  return new Date(milliseconds).toISOString() as Instant;
};
