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
  const answer = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`Seeding failed: ${url} answered ${answer.status} ${await answer.text()}`);
  return answer.json();
};

/** The token of the newest invitation that was mailed to this address. */
const mailedToken = async (url: string, email: string): Promise<string> => {
  for (const deadline = Date.now() + waitMilliseconds; Date.now() < deadline; await sleep(30)) {
    const answer = await fetch(`${url}/local/inbox.json?to=${encodeURIComponent(email)}`);
    const [, token] =
      inbox
        .parse(await answer.json())
        .at(-1)
        ?.text?.split(`${url}/invitation#`) ?? [];
    if (token) return token.split(/\s/)[0] ?? '';
  }
  throw new Error(`Seeding failed: no invitation reached ${email} within ${waitMilliseconds / 1000} s.`);
};

// Asks what is there before each step, so that a start that was killed is taken up where it ended.
const seedOne = async (url: string, { name, plan, admin }: (typeof organizations)[number]): Promise<void> => {
  const { accessToken } = await signIn({ url, ...admin });
  const known = me.parse(await call(`${url}/v1/me`, accessToken));
  if (known.organizations.some((organization) => organization.name === name)) return;
  if (!known.invitations.some(({ organizationName }) => organizationName === name))
    await callOperatorFunction('create-organization', { name, plan, adminEmail: admin.email }, { url });
  const token = await mailedToken(url, admin.email);
  await call(`${url}/v1/invitations/accept`, accessToken, { token });
};

/** Makes the organizations that everybody starts with, as an operator and their admins would. */
export const seed = async ({ url }: { readonly url: string }): Promise<void> => {
  await Promise.all(organizations.map((organization) => seedOne(url, organization)));
};
