import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startLocal } from '#operator/local-run/start-local.ts';
import { type Api, api, as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { stoppedClock } from '#test/support/controllable-clock.ts';

const day = 24 * 60 * 60 * 1000;

/** Starts a run with a controllable clock. */
const startedRun = async () => {
  const data = await mkdtemp(join(tmpdir(), 'invitations-dead-links-'));
  const clock = stoppedClock();
  const { url, stop } = await startLocal({ port: 0, data, seeded: false, clock: clock.hands, report: () => undefined });
  onTestFinished(async () => {
    await stop();
    await rm(data, { recursive: true });
  });
  return { clock, url };
};

type Run = Awaited<ReturnType<typeof startedRun>>;
type Acme = Awaited<ReturnType<typeof organization>>;

/** Creates an invitee with the emailed links. */
const life = ({ clock, url }: Run, acme: Acme) => {
  const email = fresh('ann');
  const signedIn = (who: string) => as(who, {}, url);
  const links: string[] = [];
  const invitations: string[] = [];
  return {
    email,
    links,
    signedIn,
    invite: async () => {
      const admin = await signedIn(acme.adminEmail);
      const { body } = await admin.post(`${acme.path}/invitations`, { emails: [email], role: 'user' });
      invitations.push(body.results[0].invitation.id);
      const mails = await mailsTo(email, invitations.length, url);
      links.push(tokenIn(mails.at(-1) ?? expect.fail('no mail')));
    },
    accept: async () =>
      expect((await (await signedIn(email)).post('/invitations/accept', { token: links.at(-1) })).status).toBe(200),
    revoke: async () => {
      const admin = await signedIn(acme.adminEmail);
      expect((await admin.post(`${acme.path}/invitations/${invitations.at(-1)}/revoke`)).status).toBe(200);
    },
    leave: async () => {
      const invitee = await signedIn(email);
      const { body } = await invitee.get('/me');
      expect((await invitee.delete(`${acme.path}/members/${body.user.id}`)).status).toBe(204);
    },
    expire: () => clock.advance(7 * day),
  };
};

type Life = ReturnType<typeof life>;

/** The end of an invitation, and the permanent response to its link, for all callers. */
const ends: Record<string, readonly [code: string, (life: Life) => Promise<void>]> = {
  revoked: ['invitation_revoked', ({ revoke }) => revoke()],
  expired: ['invitation_expired', async ({ expire }) => expire()],
  'accepted, and the member has left': [
    'invitation_accepted',
    async ({ accept, leave }) => {
      await accept();
      await leave();
    },
  ],
};

/** Events that may follow the end of an invitation. */
const afterwards: Record<string, (life: Life) => Promise<void>> = {
  'nothing more': async () => undefined,
  'another invitation is pending': ({ invite }) => invite(),
  'another invitation was accepted': async ({ invite, accept }) => {
    await invite();
    await accept();
  },
  'another invitation was revoked': async ({ invite, revoke }) => {
    await invite();
    await revoke();
  },
  'weeks have passed': async ({ expire }) => {
    expire();
    expire();
  },
};

const codesFor = async (token: string, url: string, callers: readonly Api[]) => {
  const answers = [
    api(undefined, url).post('/invitations/preview', { token }),
    ...callers.map((caller) => caller.post('/invitations/accept', { token })),
  ].map(async (answer) => (await answer).body.code);
  return [...new Set(await Promise.all(answers))];
};

test('a dead link keeps its reason for all callers', {
  tags: ['promise/links'],
  timeout: 240_000,
}, async () => {
  const run = await startedRun();
  const acme = await organization({}, run.url);
  for (const [end, [code, reach]] of Object.entries(ends))
    for (const [after, act] of Object.entries(afterwards)) {
      const one = life(run, acme);
      await one.invite();
      await reach(one);
      const [old = ''] = one.links;
      await act(one);
      const callers = [await one.signedIn(one.email), await one.signedIn(fresh('eve'))];
      expect(await codesFor(old, run.url, callers), `${end}; ${after}`).toEqual([code]);
    }
});

test('a used link returns the membership to its member and 409 to others', async () => {
  const run = await startedRun();
  const acme = await organization({}, run.url);
  const one = life(run, acme);
  await one.invite();
  await one.accept();
  await one.accept();
  const [link = ''] = one.links;
  expect(await codesFor(link, run.url, [await one.signedIn(fresh('eve'))])).toEqual(['invitation_accepted']);
  // Left and joined again: the second membership is not from the first invitation.
  await one.leave();
  await one.invite();
  await one.accept();
  expect(await codesFor(link, run.url, [await one.signedIn(one.email)])).toEqual(['invitation_accepted']);
});
