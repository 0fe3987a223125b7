import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from 'cdk-local/sign-in';
import * as z from 'zod';
import { callOperatorFunction } from '#operator/commands/operator-functions.ts';

const organizations = [
  { name: 'Acme', plan: 'standard', admin: { email: 'alice@acme.test', name: 'Alice Admin' } },
  { name: 'Globex', plan: 'enterprise', admin: { email: 'gail@globex.test', name: 'Gail Admin' } },
] as const;

const me = z.object({
  organizations: z.array(z.object({ name: z.string() })),
  invitations: z.array(z.object({ organizationName: z.string() })),
});

const inbox = z.array(z.object({ text: z.string().nullable() }));

const waitMilliseconds = 30_000;

const call = async (url: string, accessToken: string, body?: object): Promise<unknown> => {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`Seeding failed: ${url} returned ${response.status} ${await response.text()}`);
  return response.json();
};

/** Returns the token of the newest invitation email to an address. Waits for the email. */
const emailedToken = async (url: string, email: string): Promise<string> => {
  for (const deadline = Date.now() + waitMilliseconds; Date.now() < deadline; await sleep(30)) {
    const response = await fetch(`${url}/local/inbox.json?to=${encodeURIComponent(email)}`);
    const [, token] =
      inbox
        .parse(await response.json())
        .at(-1)
        ?.text?.split(`${url}/invitation#`) ?? [];
    if (token) return token.split(/\s/)[0] ?? '';
  }
  throw new Error(`Seeding failed: no invitation reached ${email} within ${waitMilliseconds / 1000} s.`);
};

// Each step checks first what exists, so that seeding continues after a killed start.
const seedOne = async (url: string, { name, plan, admin }: (typeof organizations)[number]): Promise<void> => {
  const { accessToken } = await signIn({ url, ...admin });
  const known = me.parse(await call(`${url}/v1/me`, accessToken));
  if (known.organizations.some((organization) => organization.name === name)) return;
  if (!known.invitations.some(({ organizationName }) => organizationName === name))
    await callOperatorFunction('create-organization', { name, plan, adminEmail: admin.email }, { url });
  const token = await emailedToken(url, admin.email);
  await call(`${url}/v1/invitations/accept`, accessToken, { token });
};

/** Creates the organizations of a new local run, through the operator's functions and the API. */
export const seed = async ({ url }: { readonly url: string }): Promise<void> => {
  await Promise.all(organizations.map((organization) => seedOne(url, organization)));
};
