import { describeOperation, operationRefusals, operationSchemas } from './openapi/operation.ts';
import { sharedParameters } from './openapi/parameters.ts';
import { answerHeaders, problemSchemas } from './openapi/problems.ts';
import { type OperationName, operations } from './operations.ts';

const introduction = `Invitations to organizations: an admin invites people by address, each gets an email with a link, signs in with Google, and is a member.

**Signing in.** Send \`Authorization: Bearer <access token>\`; how to get one is with the security scheme \`accessToken\`. Membership and role are looked up with each request: they are not in the token.

**Values.** Times are ISO 8601 in UTC with milliseconds. Ids are opaque text. Properties and parameters that a request may not have are refused (\`invalid_request\`); answers may gain properties. Enums in answers may gain values, and unions alternatives: a client must take ones that it does not know. A body has 64 KiB at most, in requests that invite people or change several members 1 MiB (\`body_too_large\`).

**Lists** come in pages: pass \`nextCursor\` of a page as \`cursor\` to get the next one, until it is \`null\`. A page may be shorter than \`limit\` before that. A filter by an id that nothing has finds nothing; one by an address that is none is refused.

**Errors** are \`application/problem+json\` (RFC 9457) with a stable \`code\`. An organization that the caller is not a member of answers as one that does not exist: \`organization_not_found\`. So does an id that cannot be one, unless it has a \`/\` in it, which makes another path. The gateway before the API answers some requests itself, with \`{ "message": "..." }\` as \`application/json\` and no code: a missing or bad token (401), a token without scope \`openid\` (403), an unknown path, or a method that a path does not have (404, never 405), a request that is no proper HTTP (400), a body of 6 MB or more (413), too many requests (429), and failures (500, 503, 504). Wait and repeat after 429, 503 and 504; where there is a \`Retry-After\`, for that many seconds.

**Every answer** has the header \`Apigw-Requestid\`, which tells support which request it was; those of the API itself have \`Cache-Control: no-store\`.`;

const signingIn = `An access token of Amazon Cognito with scope \`openid\`, good for 15 minutes; an ID token is refused. The console gets it by OAuth 2.0: authorization code with PKCE (S256) and a public client, without a secret; people sign in with Google. A token is always a person's: there is no access for programs by themselves.

Endpoints and client id differ between deployments. The console's \`/settings.json\`, on the host of this document, names them under \`signIn\`: \`issuer\`, \`authorizationEndpoint\`, \`tokenEndpoint\`, \`revocationEndpoint\`, \`logoutEndpoint\`, \`clientId\` and \`redirectUri\`. The client takes no other redirect URI than the console's: ask the operator for a client id for one of your own. The issuer also has \`/.well-known/openid-configuration\`.

On the local stack (\`npm start\`), \`npm run --silent token -- EMAIL\` goes through all of that and prints a token.`;

const tags = [
  { name: 'Invitee', description: 'What a person who is signed in, or was invited, can do.' },
  { name: 'Invitations', description: 'Inviting people, and what becomes of it.' },
  { name: 'Members', description: 'People in an organization.' },
  { name: 'Teams', description: 'Named groups inside an organization.' },
  { name: 'Organization', description: 'An organization and its settings.' },
  { name: 'Audit log', description: 'What happened in an organization.' },
  { name: 'API', description: 'The API itself.' },
];

const pathsOf = (names: readonly OperationName[]) => {
  const paths: Record<string, Record<string, ReturnType<typeof describeOperation>>> = {};
  for (const name of names) {
    const { method, path } = operations[name];
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(name) };
  }
  return paths;
};

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Returns the OpenAPI 3.1 document, generated from the schemas that validate requests and responses. */
export const openApiDocument = () => ({
  openapi: '3.1.0',
  info: {
    title: 'PartnerAlly Invitations',
    version: '1.0.0',
    description: introduction,
    contact: { name: 'PartnerAlly', url: 'https://partnerally.com' },
    license: { name: 'Proprietary: all rights reserved by PartnerAlly' },
  },
  servers: [{ url: '/', description: 'The host that this document comes from.' }],
  tags,
  security: [{ accessToken: [] }],
  // Object.keys returns string[]; the keys of this literal are exactly its type's.
  paths: pathsOf(Object.keys(operations) as OperationName[]),
  components: {
    securitySchemes: {
      accessToken: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: signingIn,
      },
    },
    headers: answerHeaders,
    parameters: sharedParameters,
    responses: sorted(operationRefusals),
    schemas: sorted({ ...operationSchemas.sent, ...operationSchemas.answered, ...problemSchemas }),
  },
});
