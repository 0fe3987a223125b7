import { type OperationName, operations } from '#core/contract/operations.ts';
import type { Answer, Api } from '#test/support/api.ts';

/** The ids and references that a call may contain. */
export type Named = {
  readonly organizationId: string;
  readonly teamId: string;
  readonly userId: string;
  readonly invitationId: string;
  readonly email: string;
  readonly token: string;
  /** Cursor of the requested list. */
  readonly cursor: string;
};

type WithBody = {
  [Name in OperationName]: (typeof operations)[Name]['body'] extends undefined ? never : Name;
}[OperationName];

/** A body for each operation that has one, with every field that refers to a resource. A missing operation is a type error. */
const soundBodies: Record<WithBody, (named: Named) => Readonly<Record<string, unknown>>> = {
  setAllowedEmailDomains: () => ({ domains: [] }),
  createTeam: () => ({ name: `Team ${crypto.randomUUID()}` }),
  requestNewInvitation: ({ token }) => ({ token }),
  changeMembers: ({ userId, teamId }) => ({ userIds: [userId], change: { addTeamIds: [teamId] } }),
  renameTeam: () => ({ name: `Team ${crypto.randomUUID()}` }),
  changeMember: ({ teamId }) => ({ role: 'user', teamIds: [teamId] }),
  sendInvitations: ({ email, teamId }) => ({ emails: [email], role: 'user', teamIds: [teamId], dryRun: true }),
  previewInvitation: ({ token }) => ({ token }),
  acceptInvitation: ({ invitationId, organizationId }) => ({ invitationId, organizationId }),
};

const takesBody = (name: OperationName): name is WithBody => name in soundBodies;

export type Call = {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>> | undefined;
};

const pathNames = (path: string): (keyof Named)[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof Named);

/** Returns a valid call. */
export const soundCall = (name: OperationName, named: Named): Call => ({
  path: Object.fromEntries(pathNames(operations[name].path).map((id) => [id, named[id]])),
  query: {},
  body: takesBody(name) ? soundBodies[name](named) : undefined,
});

/** Returns path and query of a call, without the version. */
export const placeOf = (name: OperationName, { path, query }: Pick<Call, 'path' | 'query'>): string => {
  const filled = operations[name].path.slice('/v1'.length).replace(/\{(\w+)\}/g, (_, id) => {
    const value = path[id];
    if (value === undefined) throw new Error(`${name} needs ${id}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams(query).toString();
  return search === '' ? filled : `${filled}?${search}`;
};

export const makeCall = (caller: Api, name: OperationName, call: Call): Promise<Answer> => {
  const method = operations[name].method.toLowerCase() as Lowercase<(typeof operations)[OperationName]['method']>;
  return caller[method](placeOf(name, call), call.body);
};
