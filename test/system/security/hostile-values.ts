import fc from 'fast-check';

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

/** Strings that are known to cause problems. */
export const hostileText: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\r\nBcc: eve@evil.test',
  '\ud800',
  '\udfff\ud800',
  '\u202egro.evil',
  '\ufeff',
  '💥',
  'é',
  'e\u0301',
  'İ',
  'ß',
  '\u{10ffff}',
  '#',
  'ORG#1',
  '..',
  '../../me',
  '/',
  '\\',
  '%',
  '%2f',
  '%00',
  '%zz',
  '%e0%a4%a',
  '*',
  '?limit=1',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'me',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e3',
  '0x10',
  '9'.repeat(400),
  "' OR 1=1 --",
  '{{7*7}}',
  '<script>',
  'x'.repeat(300),
  '💥'.repeat(150),
  'a@b',
  '@',
  `${'a'.repeat(64)}@${'b'.repeat(63)}.test`,
  'Ann <ann@x.test>',
  '9999-12-31T23:59:59.999Z',
  '0000-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  '2026-01-01T00:00:00+99:99',
];

/** JSON texts that JSON.stringify would not produce. */
const hostileJson: readonly string[] = [
  '{"__proto__":{"role":"admin"}}',
  '{"constructor":{"prototype":{"role":"admin"}}}',
  '{"length":3}',
  '{"then":1}',
  '{"toJSON":1,"toString":1,"valueOf":1}',
  '1e999',
  '-1e999',
  '9007199254740993',
  '0.1e-400',
  '-0',
  '"\\ud800"',
  '"\\u0000"',
  nested(200, '[', ']'),
  nested(30_000, '[', ']'),
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  'null',
  'true',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '[{}]',
];

/** Values as JSON texts of wrong or misleading types. */
const hostileValue: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hostileJson),
  fc.constantFrom(...hostileText).map((text) => JSON.stringify(text)),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
);

type Place = readonly (string | number)[];

const placesIn = (value: unknown, place: Place = []): Place[] => {
  if (typeof value !== 'object' || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([name, inside]) => placesIn(inside, [...place, name]))];
};

const mark = '\u0001here\u0001';

const markedAt = (value: unknown, [name, ...rest]: Place): unknown => {
  if (name === undefined) return mark;
  if (Array.isArray(value)) return value.map((one, n) => (String(n) === name ? markedAt(one, rest) : one));
  return Object.fromEntries(
    Object.entries(Object(value)).map(([key, one]) => [key, key === name ? markedAt(one, rest) : one]),
  );
};

/** Returns JSON with one value replaced, selected by `pick`. */
const replaced = (value: unknown, pick: number, text: string): string => {
  const places = placesIn(value);
  const place = places[pick % places.length] ?? [];
  return JSON.stringify(markedAt(value, place)).replace(JSON.stringify(mark), () => text);
};

/** Adds an unknown or duplicate member to an object. */
const extended = (value: unknown, name: string, text: string): string =>
  JSON.stringify(value)
    .replace(/^\{/, () => `{${JSON.stringify(name)}:${text},`)
    .replace(/,\}$/, '}');

const corruptions: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(text.replaceAll('"', "'")),
  (text) => Buffer.from(`${text}${text}`),
  (text) => Buffer.from(`${text},`),
  (text) => Buffer.from(text.slice(0, -1)),
  (text) => Buffer.from(text.slice(0, text.length / 2)),
  (text) =>
    Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from(text.slice(-2))]),
  (text) => Buffer.from(`/* */${text}`),
  () => Buffer.from('NaN'),
  () => Buffer.alloc(0),
  () => Buffer.from([0x1f, 0x8b, 8, 0, 0]),
  () => Buffer.from('role=admin&emails=a%40x.test'),
];

/** Generates bodies: valid, with one error, not JSON, and arbitrary ones. */
export const bodies = (sound: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> => {
  const asText = sound.map((value) => JSON.stringify(value));
  const wrong = fc.tuple(sound, fc.nat(), hostileValue).map(([value, pick, text]) => replaced(value, pick, text));
  const names = fc.constantFrom(
    '__proto__',
    'constructor',
    'id',
    'organizationId',
    'status',
    'role',
    'emails',
    'expiresAt',
    'invitedBy',
    '',
  );
  const more = fc.tuple(sound, names, hostileValue).map(([value, name, text]) => extended(value, name, text));
  return fc.oneof(
    { weight: 2, arbitrary: asText.map((text) => Buffer.from(text)) },
    { weight: 5, arbitrary: wrong.map((text) => Buffer.from(text)) },
    { weight: 2, arbitrary: more.map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: hostileValue.map((text) => Buffer.from(text)) },
    { weight: 2, arbitrary: fc.tuple(asText, fc.constantFrom(...corruptions)).map(([text, corrupt]) => corrupt(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  );
};
