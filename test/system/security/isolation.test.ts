import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { type Answer, type Api, as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { type Call, makeCall, type Named, soundCall } from './sound-call.ts';

type Organization = Awaited<ReturnType<typeof organization>>;

/** The resource that each input field refers to, by field name; false if it refers to none. */
const places: Readonly<Record<string, ((named: Named) => unknown) | false>> = {
  organizationId: ({ organizationId }) => organizationId,
  teamId: ({ teamId }) => teamId,
  teamIds: ({ teamId }) => [teamId],
  userId: ({ userId }) => userId,
  invitedBy: ({ userId }) => userId,
  actorId: ({ userId }) => userId,
  invitationId: ({ invitationId }) => invitationId,
  email: ({ email }) => email,
  emailPrefix: ({ email }) => email,
  emails: ({ email }) => [email],
  cursor: ({ cursor }) => cursor,
  // A token grants access by itself, and has its own test.
  token: false,
  limit: false,
  status: false,
  category: false,
  from: false,
  to: false,
  role: false,
  name: false,
  domains: false,
  dryRun: false,
  search: ({ email }) => email,
  sort: false,
  order: false,
  newInvitationRequested: false,
  userIds: ({ userId }) => [userId],
  // Teams are named inside it: an unknown one refuses the request, as with `teamIds`.
  change: ({ teamId }) => ({ addTeamIds: [teamId] }),
};

const fieldsOf = (schema: unknown): string[] => {
  if (schema instanceof z.ZodMiniUnion) return schema.def.options.flatMap(fieldsOf);
  return schema instanceof z.ZodMiniObject ? Object.keys(schema.shape) : [];
};

type Part = keyof Call;
type Place = { readonly operation: OperationName; readonly part: Part; readonly field: string };

const everyPlace: Place[] = Object.entries(operations).flatMap(([name, { params, query, body }]) =>
  Object.entries({ path: params, query, body }).flatMap(([part, schema]) =>
    fieldsOf(schema).map((field) => ({ operation: name as OperationName, part: part as Part, field })),
  ),
);

const attacked = everyPlace.filter(({ field }) => places[field] !== false);

/** A valid call with one field that refers to a foreign resource. */
const callWith = ({ operation, part, field }: Place, own: Named, named: Named): Call => {
  const call = soundCall(operation, own);
  const name = places[field];
  if (!name) throw new Error(`the field ${field} is not listed`);
  return { ...call, [part]: { ...call[part], [field]: name(named) } };
};

/** Returns a response without request id and the caller's own input. */
const comparable = ({ status, headers, text }: Answer, { cursor: _, token: __, ...named }: Named) => ({
  status,
  type: headers.get('content-type'),
  text: Object.values(named).reduce(
    (left, name) => left.replaceAll(name, '*'),
    text.replace(/"requestId":"[^"]*"/, ''),
  ),
});

const everything = ['', '/members', '/invitations', '/teams', '/audit-events'];

/** Returns everything that an admin of the organization can read. */
const readAll = async ({ admin, path }: Organization): Promise<string[]> =>
  Promise.all(everything.map(async (list) => (await admin.get(`${path}${list}${list && '?limit=100'}`)).text));

const eventually = async ({ admin, path }: Organization, type: string, subjectId: string): Promise<void> => {
  const events = async () => (await admin.get(`${path}/audit-events`)).body.items;
  await expect
    .poll(events)
    .toContainEqual(expect.objectContaining({ type, subject: expect.objectContaining({ id: subjectId }) }));
};

/** Creates an organization with one of each resource, fully emailed and recorded. */
const filled = async (acme: Organization): Promise<Named & { readonly invited: string }> => {
  const { admin, path, id, invite, join } = acme;
  const [email, invited] = [fresh('member'), fresh('invited')];
  const member = await join(email, { role: 'viewer' });
  const { body: team } = await admin.post(`${path}/teams`, { name: fresh('team') });
  const { body: later } = await admin.post(`${path}/teams`, { name: `later ${fresh('team')}` });
  const invitation = await invite(invited, { teamIds: [team.id] });
  const [mail = expect.fail('no mail')] = await mailsTo(invited);
  await eventually(acme, 'team.created', later.id);
  await eventually(acme, 'invitation.sent', invitation.id);
  const delivery = async () => (await admin.get(`${path}/invitations/${invitation.id}`)).body.delivery;
  await expect.poll(delivery).toBe('delivered');
  const userId = (await member.get('/me')).body.user.id;
  const ids = { organizationId: id, teamId: team.id, userId, invitationId: invitation.id };
  return { ...ids, email, invited, token: tokenIn(mail), cursor: '' };
};

/** Returns valid ids of no resource. */
const absent = (): Named => {
  const id = () => randomBytes(26).toString('hex').slice(0, 26).toUpperCase();
  const ids = { organizationId: id(), teamId: id(), userId: crypto.randomUUID(), invitationId: id() };
  return { ...ids, email: fresh('absent'), token: '', cursor: 'k1.AAAA' };
};

/** Returns the cursor of a list operation. */
const cursorOf = async ({ admin }: Organization, operation: OperationName, own: Named): Promise<string> => {
  if (!fieldsOf(operations[operation].query).includes('cursor')) return '';
  const { body } = await makeCall(admin, operation, { ...soundCall(operation, own), query: { limit: '1' } });
  expect(body.nextCursor).toEqual(expect.any(String));
  return body.nextCursor;
};

test('every input field is listed in the isolation test', () => {
  expect(everyPlace.filter(({ field }) => !(field in places))).toEqual([]);
});

test('ids, emails and cursors of another organization act like unknown ones in every operation', {
  tags: ['promise/isolation'],
}, async () => {
  const [acme, globex] = [await organization(), await organization()];
  const [theirs, own] = await Promise.all([filled(acme), filled(globex)]);
  const before = await readAll(acme);
  for (const place of attacked) {
    const withCursor = async (of: Organization, named: Named) => ({
      ...named,
      cursor: await cursorOf(of, place.operation, named),
    });
    const [foreign, nothing] = [await withCursor(acme, theirs), absent()];
    const answers = [foreign, nothing].map(async (named) =>
      comparable(await makeCall(globex.admin, place.operation, callWith(place, own, named)), named),
    );
    const [answer, missing] = await Promise.all(answers);
    expect(answer, JSON.stringify(place)).toEqual(missing);
    for (const secret of [...Object.values(theirs), acme.adminEmail])
      if (secret) expect(answer?.text).not.toContain(secret);
  }
  // Waits until both consumers have processed all changes.
  const { body: last } = await globex.admin.post(`${globex.path}/teams`, { name: 'last' });
  await eventually(globex, 'team.created', last.id);
  expect(await readAll(acme)).toEqual(before);
});

test('every operation returns 404 under the path of another organization', async () => {
  const [acme, stranger] = [await organization(), await as(fresh('eve'))];
  const theirs = await filled(acme);
  const before = await readAll(acme);
  for (const operation of Object.keys(operations) as OperationName[]) {
    if (!operations[operation].path.includes('{organizationId}')) continue;
    const named = { ...theirs, organizationId: absent().organizationId };
    const [answer, missing] = await Promise.all(
      [theirs, named].map(async (one) =>
        comparable(await makeCall(stranger, operation, soundCall(operation, one)), one),
      ),
    );
    expect(answer, operation).toEqual(missing);
    expect(answer, operation).toMatchObject({ status: 404, text: expect.stringContaining('organization_not_found') });
  }
  expect(await readAll(acme)).toEqual(before);
});

test('the link of another organization admits only its invitee and masks the email', async () => {
  const [acme, globex] = [await organization(), await organization()];
  const theirs = await filled(acme);
  const before = await readAll(acme);
  const { status, body, text } = await globex.admin.post('/invitations/accept', { token: theirs.token });
  expect([status, body.code]).toEqual([403, 'email_mismatch']);
  expect(text).not.toContain(theirs.invited);
  expect(text).not.toContain(acme.id);
  const mixed = { invitationId: theirs.invitationId, organizationId: globex.id };
  expect((await globex.admin.post('/invitations/accept', mixed)).body.code).toBe('invitation_not_found');
  expect(await readAll(acme)).toEqual(before);
});

test('an Idempotency-Key is scoped to organization and caller', async () => {
  const [acme, globex] = [await organization(), await organization()];
  const email = fresh('second');
  const second = await acme.join(email, { role: 'admin' });
  await globex.invite(email, { role: 'admin' });
  const [offer] = (await second.get('/me')).body.invitations;
  await second.post('/invitations/accept', { invitationId: offer.id, organizationId: globex.id });
  const send = (caller: Api, path: string) =>
    caller.post(
      `${path}/invitations`,
      { emails: [fresh('ann')], role: 'user' },
      { headers: { 'idempotency-key': 'k' } },
    );
  const statuses = [send(acme.admin, acme.path), send(second, acme.path), send(second, globex.path)].map(
    async (answer) => (await answer).status,
  );
  expect(await Promise.all(statuses)).toEqual([201, 201, 201]);
});
