import fc from 'fast-check';
import type { Call } from './sound-call.ts';

/** A call whose body may be text, to send what JSON.stringify would not produce. */
export type LargestCall = Pick<Call, 'path' | 'query'> & { readonly body: string | undefined };

/** Characters that grow in JSON, UTF-8, IDNA or NFKC, or that parsers treat in their own way. */
const units = ['x', '9', '@', '"', '\u0000', '\ud800', 'é', 'İ', '\u2028', '\ufdfa', '💥', '\u0301', 'a@x.test,'];

/** Node.js takes 16 KiB of headers, the path included, and a character may be escaped as nine. */
const longestParameter = 500;
const mostParameters = 300;

const bytesOf = (text: string): number => Buffer.byteLength(text);

/** Returns a JSON text of at most `bytes` bytes with as many repetitions as fit. */
const filled = (bytes: number, before: string, part: (n: number) => string, after: string): string => {
  const parts: string[] = [];
  let left = bytes - bytesOf(before) - bytesOf(after);
  for (let n = 0; ; n++) {
    const next = part(n);
    left -= bytesOf(next);
    if (left < 0) return `${before}${parts.join('')}${after}`;
    parts.push(next);
  }
};

/** Returns a list without its first comma. */
const tidy = (text: string): string => text.replace(/([[{]),/, '$1');

const inside = (unit: string): string => JSON.stringify(unit).slice(1, -1);

/** The ways to fill a JSON value. */
const values: readonly ((bytes: number, unit: string) => string)[] = [
  (bytes, unit) => filled(bytes, '"', () => inside(unit), '"'),
  (bytes, unit) => tidy(filled(bytes, '[', () => `,${JSON.stringify(unit)}`, ']')),
  (bytes, unit) => tidy(filled(bytes, '[', (n) => `,"${inside(unit)}${n}"`, ']')),
  (bytes) => tidy(filled(bytes, '[', (n) => `,"p${n}@x.test"`, ']').replace(/^((?:[^,]*,){1000}[^,]*),.*$/s, '$1]')),
  (bytes, unit) => `["${inside(unit)}",${filled(bytes - 1_000, '"', () => inside(unit), '"')}]`,
  (bytes) => tidy(filled(bytes, '[', () => ',0', ']')),
  (bytes) => filled(bytes, '1', () => '0', ''),
  (bytes) => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2),
  (bytes, unit) => tidy(filled(bytes, '{', (n) => `,"${n}${inside(unit)}":0`, '}')),
  (bytes, unit) => `{${filled(bytes - 4, '"', () => inside(unit), '"')}:0}`,
];

/** Generates bodies of up to `bytes` bytes: a sound body with one value as large as possible, or with added members. */
const bodies = (sound: Call['body'], bytes: number): fc.Arbitrary<string | undefined> => {
  const fields = Object.keys(sound ?? {});
  const value = fc
    .tuple(fc.constantFrom(...values), fc.constantFrom(...units))
    .map(([fill, unit]) => fill(bytes - 1_000, unit));
  const unknown = value.map((text) => ({ ...sound, more: text }));
  const replaced = fc
    .tuple(fc.constantFrom(...fields, 'more'), value)
    .map(([field, text]) => ({ ...sound, [field]: text }));
  const texts = fc.oneof(unknown, replaced).map(
    (body) =>
      // A value that was replaced is JSON already.
      `{${Object.entries(body)
        .map(([name, part]) => `"${name}":${sound?.[name] === part ? JSON.stringify(part) : part}`)
        .join()}}`,
  );
  return fc.oneof({ weight: 2, arbitrary: value }, { weight: 5, arbitrary: texts }, fc.constant(' '.repeat(bytes)));
};

const long = fc.constantFrom(...units).map((unit) => unit.repeat(longestParameter / unit.length));

const longParameters = (names: readonly string[]): fc.Arbitrary<Readonly<Record<string, string>>> =>
  names.length === 0
    ? fc.constant({})
    : fc.tuple(fc.constantFrom(...names), long).map(([name, text]) => ({ [name]: text.toWellFormed() }));

const manyParameters = fc.constant(
  Object.fromEntries(Array.from({ length: mostParameters }, (_, n) => [`p${n}`, `${n}`])),
);

/** Generates the largest calls of an operation: in the path, the query or the body. */
export const largestCalls = (
  sound: Call,
  parameters: readonly string[],
  bodyBytes: number | undefined,
): fc.Arbitrary<LargestCall> => {
  const text = sound.body && JSON.stringify(sound.body);
  const whole = { path: sound.path, query: sound.query, body: text };
  const path = longParameters(Object.keys(sound.path)).map((given) => ({
    ...whole,
    path: { ...sound.path, ...given },
  }));
  const query = fc.oneof(longParameters(parameters), manyParameters).map((given) => ({ ...whole, query: given }));
  if (bodyBytes === undefined) return fc.oneof(path, query);
  const body = bodies(sound.body, bodyBytes).map((given) => ({ ...whole, body: given }));
  return fc.oneof({ weight: 1, arbitrary: path }, { weight: 1, arbitrary: query }, { weight: 6, arbitrary: body });
};
