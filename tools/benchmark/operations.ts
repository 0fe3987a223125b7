import { setTimeout as pause } from 'node:timers/promises';
import type { JWTPayload } from 'jose';
import * as z from 'zod';
import type { OperationName } from '#core/contract/operations.ts';

/** An API call, made over HTTP or directly to a handler. */
export type Call = {
  readonly operation: OperationName;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Claims of the caller's access token. */
  readonly claims: JWTPayload;
};

/** Makes a call and returns its parsed body. Throws for any error. */
export type Caller = (call: Call) => Promise<unknown>;

/** Runs one operation for each item. */
export type Measure = <Item>(
  name: string,
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
) => Promise<void>;

const created = z.object({ results: z.array(z.object({ invitation: z.object({ id: z.string() }) })) });
const me = z.object({ organizations: z.array(z.object({ id: z.string() })) });

/** Longer than the resend pause of the run, which is one second. */
const resendPauseMilliseconds = 1_100;

const someAddresses = (count: number): string[] => {
  const group = Math.random().toString(36).slice(2, 10);
  return Array.from({ length: count }, (_, number) => `p${number}.${group}@benchmark.test`);
};

/** Creates and resends `count` invitations of the admin's organization, then accepts one half and revokes the other. */
export const measureOperations = async (
  call: Caller,
  admin: JWTPayload,
  count: number,
  measure: Measure,
): Promise<void> => {
  const [organization] = me.parse(await call({ operation: 'getMe', claims: admin })).organizations;
  const organizationId = organization?.id ?? '';
  const invitations: { readonly email: string; readonly invitationId: string }[] = [];
  await measure('create', someAddresses(count), async (email) => {
    const body = { emails: [email], role: 'user' };
    const answer = await call({ operation: 'sendInvitations', params: { organizationId }, body, claims: admin });
    for (const { invitation } of created.parse(answer).results)
      invitations.push({ email, invitationId: invitation.id });
  });
  await pause(resendPauseMilliseconds);
  const onInvitation =
    (operation: OperationName) =>
    ({ invitationId }: { invitationId: string }) =>
      call({ operation, params: { organizationId, invitationId }, claims: admin });
  await measure('resend', invitations, onInvitation('resendInvitation'));
  const half = Math.ceil(count / 2);
  await measure('accept', invitations.slice(0, half), ({ email, invitationId }) => {
    const claims = { ...admin, sub: crypto.randomUUID(), email, name: email };
    return call({ operation: 'acceptInvitation', body: { organizationId, invitationId }, claims });
  });
  await measure('revoke', invitations.slice(half), onInvitation('revokeInvitation'));
};
