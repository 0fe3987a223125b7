import type { Operation } from '#core/contract/operation.ts';
import { cursor, ids } from './examples.ts';
import type { Guide } from './guide.ts';
import type { JsonSchema } from './schemas.ts';

const text: JsonSchema = { type: 'string', minLength: 1 };

const pathId = (name: string, description: string, example: string) =>
  ({ name, in: 'path', required: true, description, schema: text, example }) as const;

/** Parameters that many operations share. */
export const sharedParameters = {
  organizationId: pathId('organizationId', "The organization's id, from `getMe`.", ids.organization),
  teamId: pathId('teamId', "The team's id.", ids.team),
  userId: pathId('userId', "The member's `userId`.", ids.user),
  invitationId: pathId('invitationId', "The invitation's id.", ids.invitation),
  limit: {
    name: 'limit',
    in: 'query',
    description: 'Maximum number of items per page: 1 to 100. Defaults to 50.',
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
    example: 20,
  },
  cursor: {
    name: 'cursor',
    in: 'query',
    description:
      'The `nextCursor` of the previous page, with the same filters (`limit` can change). Other values fail with `invalid_cursor`. Leave it out for the first page.',
    schema: { type: 'string' },
    example: cursor,
  },
} as const;

/** Returns `limit` with another default. */
const limitOf = (description: string) => {
  const { default: _, ...schema } = sharedParameters.limit.schema;
  return { ...sharedParameters.limit, description, schema };
};

const isShared = (name: string): name is keyof typeof sharedParameters => Object.hasOwn(sharedParameters, name);
const shared = (name: string) => ({ $ref: `#/components/parameters/${name}` });

const headerDescriptions: Readonly<Record<string, string>> = {
  'Idempotency-Key':
    'Identifies this request, so that it can be repeated safely: 1 to 128 visible ASCII characters, for example a UUID.',
};

const pathNames = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** Returns the parameters of an operation: path, query, headers. `query` and `headers` are object schemas. */
export const parametersOf = ({ path }: Operation, guide: Guide, query: JsonSchema, headers?: JsonSchema) => [
  ...pathNames(path).map(shared),
  ...Object.entries(query.properties ?? {}).map(([name, schema]) => {
    const [description, example] = guide.filters?.[name] ?? [];
    // A filter may have the name of a path parameter: `teamId`.
    if (description === undefined && isShared(name))
      return name === 'limit' && guide.limit ? limitOf(guide.limit) : shared(name);
    return { name, in: 'query', description, schema, example };
  }),
  ...Object.entries(headers?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'header',
    description: headerDescriptions[name],
    schema,
    example: '5f0f6a0e-2f1b-4d0e-8a52-9c4b6a7d1e33',
  })),
];
