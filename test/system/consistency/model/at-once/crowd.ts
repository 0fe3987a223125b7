import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import * as z from 'zod';
import { peopleOf } from '#test/system/consistency/model/begin.ts';
import type { Client } from '#test/system/consistency/model/client.ts';
import type { Person } from '#test/system/consistency/model/model.ts';
import { until } from '#test/system/consistency/model/until.ts';
import { type Action, anyAction, type Crowd, perform } from './actions.ts';
import { type Call, startHistory } from './history.ts';
import { isStray, violations } from './invariants.ts';
import { look, type Seen } from './look.ts';
import { wereOneAfterAnother } from './one-after-another.ts';

const created = z.object({ organizationId: z.string(), invitationId: z.string() });

/** Creates two admins, an organization with few slots and one with few seats, and other people. */
export const gather = async (client: Client, now: () => number): Promise<Crowd> => {
  const run = randomUUID().slice(0, 8);
  const people = peopleOf(run);
  for (const person of people) await client.as(person);
  const [alice = assert.fail(), ann = assert.fail()] = people;
  const organizationIds: string[] = [];
  const history = startHistory(now);
  for (const terms of [{ plan: 'standard' }, { plan: 'enterprise', memberLimit: 4 }]) {
    const first = created.parse(
      await client.operator('create-organization', { name: `Crowd ${run}`, adminEmail: alice.email, ...terms }),
    );
    const { organizationId } = first;
    const join = async (invitationId: string, person = alice): Promise<void> => {
      const call = await client.as(person);
      const { status } = await history.note({ kind: 'accept', invitationId, userId: person.userId }, () =>
        call('POST', '/invitations/accept', { invitationId, organizationId }),
      );
      assert.equal(status, 200);
    };
    await join(first.invitationId);
    const second = { emails: [ann.email], role: 'admin' };
    const { body } = await (await client.as(alice))('POST', `/organizations/${organizationId}/invitations`, second);
    await join(body.results[0].invitation.id, ann);
    organizationIds.push(organizationId);
  }
  await limitPlaces(client, organizationIds[0] ?? assert.fail());
  return { client, run, organizationIds, people, invitations: [], teams: [], confirmed: [], history, mistakes: [] };
};

const limitPlaces = async (client: Client, organizationId: string): Promise<void> => {
  const shown = z.object({ limits: z.object({ pendingInvitations: z.number().nullable() }) });
  await client.operator('set-limits', { organizationId, pendingInvitations: 4 }, false);
  await until('the new limit', async () => {
    const { limits } = shown.parse(await client.operator('show-organization', { organizationId }));
    return limits.pendingInvitations === 4;
  });
};

/** Generates the sequential actions of several concurrent people. */
export const anyActions = (people: number, actions: number): fc.Arbitrary<Action[][]> =>
  fc.array(fc.array(anyAction, { minLength: actions, maxLength: actions }), { minLength: people, maxLength: people });

/** Runs all actions and returns their number. */
export const performAtOnce = async (crowd: Crowd, lanes: readonly (readonly Action[])[]): Promise<number> => {
  await Promise.all(
    lanes.map(async (lane) => {
      for (const action of lane) await perform(crowd, action);
    }),
  );
  return lanes.flat().length;
};

/** The system's own revocation, at any time: a member has moved to the address. */
const revokedForMember = ({ events }: Seen, invitationId: string): Call[] => {
  const isOwn = ({ type, subject, details }: Seen['events'][number]) =>
    type === 'invitation.revoked' && subject.id === invitationId && details.reason === 'already_member';
  const any = { began: 0, ended: Number.POSITIVE_INFINITY, beganAt: 0, endedAt: Number.POSITIVE_INFINITY };
  return events.some(isOwn) ? [{ kind: 'revoke', invitationId, userId: '', ...any, answer: undefined }] : [];
};

/**
 * Signs all people in again, so that memberships created with an older token move. People whose address became free in the
 * process sign in once more. `passed` waits for the stream consumers.
 */
export const settleAddresses = async (crowd: Crowd, passed: () => Promise<void>): Promise<void> => {
  const { client, people, organizationIds } = crowd;
  let left: readonly Person[] = people;
  for (let round = 0; left.length > 0 && round < people.length; round++) {
    for (const person of left) await client.signIn(person);
    await passed();
    const seen: Seen[] = [];
    for (const id of organizationIds) seen.push(await look(client, people, id));
    left = people.filter((person) => seen.some((one) => isStray(one, person)));
  }
};

/** Returns the invitations whose calls and final state fit no order, with their history. */
const impossible = async ({ history }: Crowd, seen: Seen): Promise<string[]> => {
  const { invitations } = seen;
  const found: string[] = [];
  for (const invitation of invitations) {
    const { id: invitationId, expiresAt } = invitation;
    // The final state must follow from the calls.
    await history.note({ kind: 'look', invitationId, userId: '' }, async () => ({ status: 200, body: invitation }));
    const asked = history.calls.filter((call) => call.invitationId === invitationId);
    const calls = [...asked, ...revokedForMember(seen, invitationId)];
    if (!wereOneAfterAnother(calls, Date.parse(expiresAt))) found.push(`no order explains ${JSON.stringify(calls)}`);
  }
  return found;
};

/** Returns the violations of all organizations, once the audit log has caught up. `removed` is the time of TTL. */
export const violationsIn = async (crowd: Crowd, removed: number): Promise<string[]> => {
  const isSettled = (expiresAt: string): boolean => Date.parse(expiresAt) + 2_000 <= removed;
  const lookAtAll = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const id of crowd.organizationIds) {
      const seen = await look(crowd.client, crowd.people, id);
      found.push(...violations(seen, crowd.confirmed, isSettled));
      found.push(
        ...crowd.people.filter((person) => isStray(seen, person)).map(({ label }) => `${label} is left behind`),
      );
      found.push(...(await impossible(crowd, seen)));
    }
    return found;
  };
  // Expiry takes a removal, its record, a change and its record, so events may still be missing.
  for (let looks = 0; looks < 100; looks++) {
    const found = await lookAtAll();
    const waits = found.some((line) => line.includes('missing'));
    if (!waits) return [...found, ...crowd.mistakes];
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return lookAtAll();
};
