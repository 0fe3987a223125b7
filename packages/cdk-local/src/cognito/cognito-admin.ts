import * as z from 'zod';
import type { HostedLogin } from './hosted-login.ts';
import { findUser, type PoolUser } from './pool-users.ts';
import { revokeAllOf } from './refresh-tokens.ts';

/** Status and body as the service's JSON 1.1 protocol has them. */
export type AdminAnswer = { readonly status: number; readonly body: unknown };

const failure = (type: string, message?: string): AdminAnswer => ({
  status: 400,
  body: { __type: type, ...(message !== undefined && { message }) },
});

const named = z.object({ UserPoolId: z.string().min(1), Username: z.string().min(1) });

const globalSignOut = ({ database, now }: HostedLogin, user: PoolUser): unknown => {
  // The hosted login's cookie lives on, an hour at most: AWS documents exactly that.
  revokeAllOf(database, user.username, now());
  return {};
};

const getUser = (_: HostedLogin, { username, attributes, createdAt, modifiedAt }: PoolUser): unknown => {
  const { 'cognito:user_status': UserStatus, ...kept } = attributes;
  return {
    Username: username,
    UserAttributes: Object.entries(kept).map(([Name, Value]) => ({ Name, Value })),
    UserCreateDate: createdAt / 1000,
    UserLastModifiedDate: modifiedAt / 1000,
    Enabled: true,
    UserStatus,
  };
};

const operations: Record<string, (login: HostedLogin, user: PoolUser) => unknown> = {
  AdminGetUser: getUser,
  AdminUserGlobalSignOut: globalSignOut,
};

/** Answers a call of the SDK; `operation` is what follows the dot in X-Amz-Target. */
export const cognitoAdmin = (login: HostedLogin, operation: string, body: unknown): AdminAnswer => {
  const answer = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (!answer) return failure('UnknownOperationException');
  const { data: names, error } = named.safeParse(body);
  if (!names) {
    const missing = String(error.issues[0]?.path[0]);
    const member = missing.charAt(0).toLowerCase() + missing.slice(1);
    return failure(
      'InvalidParameterException',
      `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }
  if (names.UserPoolId !== login.pool.poolId)
    return failure('ResourceNotFoundException', `User pool ${names.UserPoolId} does not exist.`);
  const user = findUser(login.database, names.Username);
  return user ? { status: 200, body: answer(login, user) } : failure('UserNotFoundException', 'User does not exist.');
};
