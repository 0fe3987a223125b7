import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from 'cdk-local/sign-in';
import { startRun } from '#test/support/local-run.ts';

export type Person = { readonly email: string; readonly name: string };

export const alice: Person = { email: 'alice@acme.test', name: 'Alice Admin' };
const gail: Person = { email: 'gail@globex.test', name: 'Gail Admin' };

const people = [
  { email: 'bea.berger@acme.test', name: 'Bea Berger', role: 'admin', teams: ['Compliance'] },
  { email: 'carlos.diaz@acme.test', name: 'Carlos Díaz', role: 'user', teams: ['Compliance', 'Security'] },
  { email: 'dana.stone@acme.test', name: 'Dana Stone', role: 'user', teams: ['Security'] },
  { email: 'ken.moore@acme.test', name: 'Ken Moore', role: 'user', teams: ['Procurement'] },
  { email: 'vera.lind@acme.test', name: 'Vera Lind', role: 'viewer', teams: [] },
] as const;

/** The person who opens an invitation in the screenshots. */
export const invitee = 'erin.walsh@acme.test';
const unreachable = 'henry.full@partner.test';

// biome-ignore lint/suspicious/noExplicitAny: the tests check the API's responses.
type Caller = (method: string, path: string, body?: object) => Promise<any>;

const callerAt = async (url: string, person: Person): Promise<Caller> => {
  const { accessToken } = await signIn({ url, ...person });
  return async (method, path, body) => {
    const answer = await fetch(`${url}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} returned ${answer.status}: ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };
};

const ownOrganization = async (call: Caller): Promise<string> => (await call('GET', '/me')).organizations[0].id;

/** Creates expired invitations, in a run whose invitations are valid for one second. */
export const letInvitationsExpire = async (data: string): Promise<void> => {
  const run = await startRun(data, '--invitation-lifetime', '1s');
  const call = await callerAt(run.url, alice);
  const path = `/organizations/${await ownOrganization(call)}/invitations`;
  await call('POST', path, { emails: ['olga.petrova@acme.test', 'sam.reed@acme.test'], role: 'user' });
  while ((await call('GET', `${path}?status=expired`)).items.length < 2) await sleep(200);
  await run.end('SIGINT');
};

// The eleventh email of a day to one address is not sent.
const fillMailboxOf = async (url: string, email: string): Promise<void> => {
  const call = await callerAt(url, gail);
  const path = `/organizations/${await ownOrganization(call)}/invitations`;
  for (let mail = 0; mail < 10; mail += 1) {
    const { results } = await call('POST', path, { emails: [email], role: 'user' });
    while ((await call('GET', `${path}/${results[0].invitation.id}`)).delivery === 'queued') await sleep(50);
    await call('POST', `${path}/${results[0].invitation.id}/revoke`);
  }
};

/** Returns the invitation link in the email to the invitee. */
export const linkToInvitee = async (url: string): Promise<string> => {
  for (;;) {
    const mails = await (await fetch(`${url}/local/inbox.json?to=${invitee}`)).text();
    const link = /http\S+?\/invitation#[\w.-]+/.exec(mails)?.[0];
    if (link) return link;
    await sleep(200);
  }
};

/** Creates an organization with some history and returns its id. */
export const seedDemo = async (url: string): Promise<string> => {
  const call = await callerAt(url, alice);
  const id = await ownOrganization(call);
  const path = `/organizations/${id}`;
  const teamIds = new Map<string, string>();
  for (const name of ['Compliance', 'Procurement', 'Security'])
    teamIds.set(name, (await call('POST', `${path}/teams`, { name })).id);
  for (const { role, teams, ...person } of people) {
    const invitation = { emails: [person.email], role, teamIds: teams.map((name) => teamIds.get(name)) };
    const { results } = await call('POST', `${path}/invitations`, invitation);
    const accept = await callerAt(url, person);
    await accept('POST', '/invitations/accept', { invitationId: results[0].invitation.id, organizationId: id });
  }
  await fillMailboxOf(url, unreachable);
  const compliance = [teamIds.get('Compliance')];
  await call('POST', `${path}/invitations`, { emails: [unreachable, 'grace.kim@partner.test'], role: 'viewer' });
  const { results } = await call('POST', `${path}/invitations`, {
    emails: ['frank.young@acme.test', 'ida.novak@acme.test', invitee],
    role: 'user',
    teamIds: compliance,
  });
  await call('POST', `${path}/invitations/${results[0].invitation.id}/revoke`);
  await call('PUT', `${path}/allowed-email-domains`, { domains: ['acme.test', 'acme-group.test'] });
  return id;
};
