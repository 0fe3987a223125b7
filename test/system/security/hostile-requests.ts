import fc from 'fast-check';
import { bodies, hostileText } from './hostile-values.ts';
import { type Schema, valuesOf } from './values-of-schema.ts';

type Parameter = { readonly name: string; readonly in: string; readonly schema: Schema };

/** The parts of the OpenAPI document that requests are generated from. */
export type Document = {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string;
            readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
          }
        >
      >
    >
  >;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
};

export type HostileRequest = {
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer | undefined;
};

export type Named = Readonly<Record<string, readonly unknown[]>>;

/** Escapes text in a path or query, or leaves it if HTTP allows it. */
const onTheWire = (text: string, tidy: boolean): string =>
  tidy ? encodeURIComponent(text.toWellFormed()) : text.toWellFormed().replace(/[^!-~]|[#?&]/gu, encodeURIComponent);

const wireText = (sound: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: sound.map(String) },
        { weight: 2, arbitrary: fc.constantFrom(...hostileText) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
      ),
      fc.boolean(),
    )
    .map(([text, tidy]) => onTheWire(text, tidy));

const visible = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
  maxLength: 60,
});

const headerValues: Readonly<Record<string, readonly string[]>> = {
  'content-type': [
    'application/json',
    'text/plain',
    'application/xml',
    'application/json; charset=utf-16',
    'multipart/form-data',
    ';;;',
    'application/x-www-form-urlencoded',
  ],
  accept: [
    '*/*',
    'text/csv',
    'text/csv;q=x',
    'text/csv;q=',
    ';q=1',
    ',,,',
    'application/json;q=0',
    'text/csv;q=1e9',
    `${'a/b,'.repeat(300)}`,
  ],
  'content-encoding': ['gzip', 'br'],
  'x-http-method-override': ['DELETE'],
  'x-forwarded-host': ['evil.test'],
  'accept-language': ['de', '*'],
  'idempotency-key': ['a', 'x'.repeat(129), 'a b', '__proto__', 'ß', '#', `${'~'.repeat(128)}`],
  cookie: ['a=b; __proto__=c'],
  range: ['bytes=0-1'],
  'if-none-match': ['*'],
};

const headers = fc.record(
  Object.fromEntries(
    Object.entries(headerValues).map(([name, values]) => [
      name,
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, visible).map((value) => value.trim()),
    ]),
  ),
  { requiredKeys: [] },
);

const unknownNames = ['__proto__', 'constructor', 'limit[]', 'verbose', '', 'toString', 'organizationId', '%'];

/** Generates requests of one operation: some valid, most with an error in one part or in all. */
export const requestsOf = (
  document: Document,
  template: string,
  method: string,
  known: Named,
): fc.Arbitrary<HostileRequest> => {
  const operation = document.paths[template]?.[method];
  const values = valuesOf(document, known);
  const parameters = (operation?.parameters ?? []).map(
    (parameter): Parameter =>
      '$ref' in parameter
        ? (document.components.parameters[parameter.$ref.split('/').at(-1) ?? ''] ?? { name: '', in: '', schema: {} })
        : parameter,
  );
  const inPart = (part: string) => parameters.filter((parameter) => parameter.in === part);
  const segments = inPart('path').map(({ name, schema }) => wireText(values(schema, name)));
  const pair = fc.oneof(
    ...inPart('query').map(({ name, schema }) => wireText(values(schema, name)).map((value) => `${name}=${value}`)),
    fc
      .tuple(fc.constantFrom(...unknownNames), wireText(fc.constant('1')))
      .map(([name, value]) => `${onTheWire(name, true)}=${value}`),
  );
  const query = fc.oneof(
    { weight: 2, arbitrary: fc.constant<string[]>([]) },
    // Unknown names make up a part of the list.
    { weight: 2, arbitrary: fc.array(pair, { maxLength: 4 }) },
  );
  const schema = operation?.requestBody?.content['application/json']?.schema;
  const body = fc.option(bodies(schema ? values(schema, 'body') : fc.constant({})), {
    nil: undefined,
    freq: schema ? 20 : 2,
  });
  return fc.record({ path: fc.tuple(...segments), query, headers, body }).map((parts) => {
    const filled = parts.path.reduce((path, value) => path.replace(/\{\w+\}/, () => value), template);
    const path = parts.query.length > 0 ? `${filled}?${parts.query.join('&')}` : filled;
    return { method: method.toUpperCase(), path, headers: parts.headers, body: parts.body };
  });
};
