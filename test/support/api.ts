import { randomUUID } from 'node:crypto';
import { signIn } from 'cdk-local/sign-in';
import { expect, inject } from 'vitest';
import * as z from 'zod';
import { operate } from './aws-of-run.ts';
import { fetchPatiently } from './fetch-with-retry.ts';
import { surprises } from './openapi.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the tests are about.
  readonly body: any;
  readonly text: string;
};

type Options = { readonly headers?: Record<string, string>; readonly raw?: string };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const send = () => (inject('faulty') ? fetchPatiently : fetch);

/** Returns a client for the API of a local run, with or without a token. Retries if faults are injected at random. */
export const api = (token?: string, url: string = inject('url')) => {
  const call =
    (method: string) =>
    async (path: string, body?: unknown, { headers = {}, raw }: Options = {}): Promise<Answer> => {
      const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await send()(`${url}/v1${path}`, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(content !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(content !== undefined && { body: content }),
      });
      const text = await response.text();
      const [pathname = ''] = path.split('?');
      const contentType = response.headers.get('content-type');
      const answer = { method, path: `/v1${pathname}`, status: response.status, contentType, body: parsed(text) };
      // Every response of every test must match the OpenAPI document.
      expect(surprises(answer)).toEqual([]);
      // No response may contain an invitation token, except the example in the document.
      if (pathname !== '/openapi.json') expect(text).not.toMatch(/\w+\.\w{26}\.\w{26}\.[\w-]{43}/);
      return { status: response.status, headers: response.headers, body: parsed(text), text };
    };
  return { get: call('GET'), post: call('POST'), put: call('PUT'), patch: call('PATCH'), delete: call('DELETE') };
};

export type Api = ReturnType<typeof api>;

type Account = {
  readonly name?: string;
  readonly verified?: boolean;
  readonly subject?: string;
  readonly hostedDomain?: string;
  readonly signedInAgoSeconds?: number;
};

/** Signs in through the real flow and returns a client for that person. */
export const as = async (email: string, account: Account = {}, url: string = inject('url')): Promise<Api> =>
  api(await tokenOf(email, account, url), url);

const tokenOf = async (email: string, account: Account, url: string): Promise<string> =>
  (await signIn({ url, email, ...account })).accessToken;

/** Returns a unique address. */
export const fresh = (name: string): string => `${name}-${randomUUID().slice(0, 8)}@x.test`;

const inboxEntry = z.object({
  to: z.string(),
  from: z.string(),
  replyTo: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  sentAt: z.string(),
});
export type Mail = z.infer<typeof inboxEntry>;

/** Returns the emails to an address, or all emails. */
export const inbox = async (to?: string, url: string = inject('url')): Promise<Mail[]> => {
  const response = await fetch(`${url}/local/inbox.json${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`);
  return z.array(inboxEntry).parse(await response.json());
};

/** Waits for the emails to an address. With injected faults there may be duplicates. */
export const mailsTo = async (to: string, count = 1, url: string = inject('url')): Promise<Mail[]> => {
  const polled = expect.poll(async () => (await inbox(to, url)).length, { interval: 50 });
  await (inject('faulty') ? polled.toBeGreaterThanOrEqual(count) : polled.toBe(count));
  return inbox(to, url);
};

/** Number of emails per send: one, or up to two with injected faults. */
export const oneMail = (): unknown => (inject('faulty') ? expect.toBeOneOf([1, 2]) : 1);

/** Waits until each of these addresses has an email, and returns the number for each. */
export const mailCounts = async (to: readonly string[], url: string = inject('url')): Promise<number[]> => {
  const counts = async () => {
    const mails = Map.groupBy(await inbox(undefined, url), (mail) => mail.to);
    return to.map((email) => mails.get(email)?.length ?? 0);
  };
  await expect.poll(async () => (await counts()).includes(0), { interval: 200 }).toBe(false);
  return counts();
};

export const tokenIn = ({ text }: Mail): string => /\/invitation#(\S+)/.exec(text)?.[1] ?? '';

const created = z.object({ organizationId: z.string(), invitationId: z.string() });

/** Creates an organization whose first admin has joined through the emailed link. */
export const organization = async (
  facts: { readonly name?: string; readonly plan?: 'standard' | 'enterprise'; readonly memberLimit?: number } = {},
  url: string = inject('url'),
) => {
  const email = fresh('admin');
  const { name = 'Acme', plan = 'enterprise', memberLimit } = facts;
  const event = { name, plan, adminEmail: email, ...(memberLimit !== undefined && { memberLimit }) };
  const { organizationId } = created.parse(await operate('create-organization', event, url));
  const token = await tokenOf(email, { name: 'Alice Admin' }, url);
  const admin = api(token, url);
  const [mail] = await mailsTo(email, 1, url);
  if (!mail) throw new Error('no mail');
  expect((await admin.post('/invitations/accept', { token: tokenIn(mail) })).status).toBe(200);
  const path = `/organizations/${organizationId}`;

  const invite = async (to: string, more: Record<string, unknown> = {}) => {
    const answer = await admin.post(`${path}/invitations`, { emails: [to], role: 'user', ...more });
    expect(answer.status).toBe(201);
    return answer.body.results[0].invitation;
  };

  /** Invites a person and accepts as them. */
  const join = async (to: string, more: Record<string, unknown> = {}): Promise<Api> => {
    const invitation = await invite(to, more);
    const caller = await as(to, {}, url);
    const accepted = await caller.post('/invitations/accept', { invitationId: invitation.id, organizationId });
    expect(accepted.status).toBe(200);
    return caller;
  };

  return { id: organizationId, path, token, admin, adminEmail: email, invite, join };
};
