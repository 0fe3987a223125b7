import { expect, test } from 'vitest';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { type Answer, type Api, api, as, fresh, inbox, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { expireNow } from '#test/support/aws-of-run.ts';
import { makeCall, type Named, soundCall } from './sound-call.ts';

/** Expected status per caller. `removed` and `demoted` were admins when they got their current token. */
const table = `
                       anonymous stranger viewer user admin other removed demoted
getHealth              200       200      200    200  200   200   200     200
getOpenApi             200       200      200    200  200   200   200     200
previewInvitation      200       200      200    200  200   200   200     200
getMe                  401       200      200    200  200   200   200     200
acceptInvitation       401       200      200    200  200   200   200     200
getOrganization        401       404      200    200  200   404   404     200
getOwnMembership       401       404      200    200  200   404   404     200
listMembers            401       404      200    200  200   404   404     200
listTeams              401       404      200    200  200   404   404     200
setAllowedEmailDomains 401       404      403    403  200   404   404     403
createTeam             401       404      403    403  201   404   404     403
requestNewInvitation   401       200      200    200  200   200   200     200
renameTeam             401       404      403    403  200   404   404     403
deleteTeam             401       404      403    403  204   404   404     403
changeMember           401       404      403    403  200   404   404     403
changeMembers          401       404      403    403  200   404   404     403
removeMember           401       404      403    403  204   404   404     403
sendInvitations        401       404      403    403  200   404   404     403
listInvitations        401       404      403    403  200   404   404     403
getInvitation          401       404      403    403  200   404   404     403
resendInvitation       401       404      403    403  200   404   404     403
revokeInvitation       401       404      403    403  200   404   404     403
listAuditEvents        401       404      403    403  200   404   404     403
`;

const [heading = '', ...lines] = table.trim().split('\n');
const kinds = heading.trim().split(/\s+/);

/** The problem code for each status. */
const refusals: Readonly<Record<number, object>> = {
  401: { message: 'Unauthorized' },
  403: { code: 'forbidden' },
  404: { code: 'organization_not_found' },
};

type Acme = Awaited<ReturnType<typeof organization>>;
type Person = { readonly email: string; readonly caller: Api };

const userIdOf = async (caller: Api): Promise<string> => (await caller.get('/me')).body.user.id;

const membersOf = async (acme: Acme): Promise<Record<string, Person>> => {
  const join = async (role: string): Promise<Person> => {
    const email = fresh(role);
    return { email, caller: await acme.join(email, { role }) };
  };
  const [viewer, user, removed, demoted] = [
    await join('viewer'),
    await join('user'),
    await join('admin'),
    await join('admin'),
  ];
  const removal = await acme.admin.delete(`${acme.path}/members/${await userIdOf(removed.caller)}`);
  expect(removal.status).toBe(204);
  const demotion = await acme.admin.patch(`${acme.path}/members/${await userIdOf(demoted.caller)}`, { role: 'user' });
  expect(demotion.status).toBe(200);
  return { viewer, user, admin: { email: acme.adminEmail, caller: acme.admin }, removed, demoted };
};

const strangers = async (): Promise<Record<string, Person>> => {
  const globex = await organization();
  const email = fresh('stranger');
  return {
    anonymous: { email: fresh('absent'), caller: api() },
    stranger: { email, caller: await as(email) },
    other: { email: globex.adminEmail, caller: globex.admin },
  };
};

/** The resources of an organization that a call refers to. Only permitted callers can use them up. */
const targetsIn = async ({ admin, path, id, invite, join }: Acme): Promise<Named> => {
  const email = fresh('ann');
  const { body: team } = await admin.post(`${path}/teams`, { name: email });
  const invitation = await invite(email);
  const member = await join(fresh('bob'));
  const [mail = expect.fail('no mail')] = await mailsTo(email);
  const ids = { organizationId: id, teamId: team.id, userId: await userIdOf(member), invitationId: invitation.id };
  return { ...ids, email: fresh('new'), token: tokenIn(mail), cursor: '' };
};

/** All people accept their own invitation, some elsewhere; all other calls are about one organization. */
const namedBy = async (operation: OperationName, { email }: Person, targets: Named, elsewhere: Acme): Promise<Named> =>
  operation === 'acceptInvitation' || operation === 'requestNewInvitation'
    ? { ...targets, ...(await ownInvitation(operation, email, elsewhere)) }
    : targets;

/** Returns the token of an invitation from its email. */
const tokenOf = async (email: string, invitationId: string): Promise<string> => {
  const tokens = async () => (await inbox(email)).map(tokenIn).filter((token) => token.includes(invitationId));
  await expect.poll(async () => (await tokens()).length).toBeGreaterThan(0);
  return (await tokens())[0] ?? expect.fail('no email');
};

/** Creates an invitation of the caller: pending elsewhere to accept, expired in a new organization to request a new one. */
const ownInvitation = async (operation: OperationName, email: string, elsewhere: Acme): Promise<Partial<Named>> => {
  const acme = operation === 'acceptInvitation' ? elsewhere : await organization();
  const ids = { organizationId: acme.id, invitationId: (await acme.invite(email)).id };
  if (operation === 'acceptInvitation') return ids;
  const token = await tokenOf(email, ids.invitationId);
  await expireNow(ids);
  return { token };
};

/** Waits until an invitation can be resent. */
const answerInTime = async (call: () => Promise<Answer>): Promise<Answer> => {
  const answer = await call();
  return answer.status === 429 ? answerInTime(call) : answer;
};

test('every operation returns the listed status for each kind of caller', {
  tags: ['promise/isolation'],
}, async () => {
  const [acme, elsewhere] = [await organization(), await organization()];
  const people = { ...(await strangers()), ...(await membersOf(acme)) };
  const rows = new Map<string, string>();
  for (const operation of Object.keys(operations) as OperationName[]) {
    const targets = await targetsIn(acme);
    const statuses = kinds.map(async (kind) => {
      const person = people[kind] ?? expect.fail(`there is no ${kind}`);
      const call = soundCall(operation, await namedBy(operation, person, targets, elsewhere));
      const { status, body } = await answerInTime(() => makeCall(person.caller, operation, call));
      const refusal = refusals[status];
      if (refusal) expect(body, `${operation} for ${kind}`).toMatchObject(refusal);
      return status;
    });
    rows.set(operation, (await Promise.all(statuses)).join(' '));
  }
  const expected = lines.map((line) => line.split(/\s+/)).map(([name = '', ...row]) => [name, row.join(' ')] as const);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
});
