import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from 'cdk-local/sign-in';
import type { Served } from 'cdk-local/src/run/serve-template.ts';
import * as z from 'zod';

type Seeding = { readonly database: DatabaseSync; readonly url: string; readonly served: Served };

const organizations = [
  { name: 'Acme', plan: 'standard', admin: { email: 'alice@acme.test', name: 'Alice Admin' } },
  { name: 'Globex', plan: 'enterprise', admin: { email: 'gail@globex.test', name: 'Gail Admin' } },
] as const;

const me = z.object({
  organizations: z.array(z.object({ name: z.string() })),
  invitations: z.array(z.object({ organizationName: z.string() })),
});

const waitMilliseconds = 30_000;

const call = async (url: string, accessToken: string, body?: object): Promise<unknown> => {
  const answer = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`Seeding failed: ${url} answered ${answer.status} ${await answer.text()}`);
  return answer.json();
};

/** The token of the newest invitation that was mailed to this address. */
const mailedToken = async ({ served, url }: Seeding, email: string): Promise<string> => {
  for (const deadline = Date.now() + waitMilliseconds; Date.now() < deadline; await sleep(30)) {
    const [, token] = served.inbox.messages(email).at(-1)?.text?.split(`${url}/invitation#`) ?? [];
    if (token) return token.split(/\s/)[0] ?? '';
  }
  throw new Error(`Seeding failed: no invitation reached ${email} within ${waitMilliseconds / 1000} s.`);
};

const createOrganization = async ({ served }: Seeding, event: object): Promise<void> => {
  const definition = served.functions.find(({ name }) => name.endsWith('-create-organization'));
  if (!definition) throw new Error('Seeding failed: the template has no function create-organization.');
  const { error } = await served.invoke(definition, event);
  if (error) throw new Error(`Seeding failed: ${error.errorMessage}`);
};

// Asks what is there before each step, so that a start that was killed is taken up where it ended.
const seedOne = async (seeding: Seeding, { name, plan, admin }: (typeof organizations)[number]): Promise<void> => {
  const { url } = seeding;
  const { accessToken } = await signIn({ url, ...admin });
  const known = me.parse(await call(`${url}/v1/me`, accessToken));
  if (known.organizations.some((organization) => organization.name === name)) return;
  if (!known.invitations.some(({ organizationName }) => organizationName === name))
    await createOrganization(seeding, { name, plan, adminEmail: admin.email });
  const token = await mailedToken(seeding, admin.email);
  await call(`${url}/v1/invitations/accept`, accessToken, { token });
};

/** Makes the organizations that everybody starts with, once, as an operator and their admins would. */
export const seed = async (seeding: Seeding): Promise<void> => {
  const { database, served } = seeding;
  database.exec('CREATE TABLE IF NOT EXISTS seeded (deployment TEXT PRIMARY KEY) STRICT');
  const { identity } = served;
  if (database.prepare('SELECT 1 FROM seeded WHERE deployment = ?').get(identity)) return;
  await Promise.all(organizations.map((organization) => seedOne(seeding, organization)));
  database.prepare('INSERT INTO seeded (deployment) VALUES (?)').run(identity);
};
