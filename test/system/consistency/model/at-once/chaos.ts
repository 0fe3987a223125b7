import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import * as fc from 'fast-check';
import type { Run } from '#test/support/local-run.ts';
import { clientOf, tokenIn } from '#test/system/consistency/model/client.ts';
import { streamMarkers } from '#test/system/consistency/model/stream-markers.ts';
import { type Action, type Crowd, perform } from './actions.ts';
import { anyActions, gather, settleAddresses, violationsIn } from './crowd.ts';
import { look } from './look.ts';

export type ChaosRun = {
  readonly seed: number;
  readonly kills: number;
  /** Starts the whole stack on the same data. */
  readonly start: () => Promise<Run>;
  /** Called after each kill. */
  readonly report?: (line: string) => void;
};

const people = 6;
const longestLoadMilliseconds = 2_000;

/** Runs actions until the stack is killed. The last ones may or may not have happened. */
const actUntilGone = async (crowd: Crowd, lanes: readonly (readonly Action[])[]): Promise<number> => {
  let completed = 0;
  await Promise.all(
    lanes.map(async (lane) => {
      for (const action of lane) {
        const answered = await perform(crowd, action).then(
          () => true,
          () => false,
        );
        if (!answered) return;
        completed += 1;
      }
    }),
  );
  return completed;
};

/** Reconnects all people to the restarted stack. */
const crowdAt = async (url: string, crowd: Crowd): Promise<Crowd> => ({
  ...crowd,
  client: await clientOf(url, Date.now),
});

/** Kills and restarts the stack under load, checks the invariants each time, and returns the number of completed actions. */
export const runChaos = async ({ seed, kills, start, report = () => undefined }: ChaosRun): Promise<number> => {
  let run = await start();
  let crowd = await gather(await clientOf(run.url, Date.now), Date.now);
  let answered = 0;
  const moments = fc.sample(fc.integer({ min: 50, max: longestLoadMilliseconds }), { seed, numRuns: kills });
  const loads = fc.sample(anyActions(people, 500), { seed, numRuns: kills });
  for (const [n, moment] of moments.entries()) {
    const acting = actUntilGone(crowd, loads[n] ?? []);
    await pause(moment);
    await run.end('SIGKILL');
    answered += await acting;
    run = await start();
    crowd = await crowdAt(run.url, crowd);
    const markers = await streamMarkers(crowd.client);
    await settleAddresses(crowd, () => markers.passed({ mailer: false }));
    const found = await violationsIn(crowd, Date.now() - 2_000);
    assert.deepEqual(found, [], `after kill ${n + 1} of seed ${seed}`);
    report(`kill ${n + 1} after ${moment} ms: ${answered} actions answered so far, no violation`);
    if (n === kills - 1) await markers.passed({ mailer: true });
  }
  assert.deepEqual(await wrongMails(crowd, kills), [], `mails of seed ${seed}`);
  await run.end('SIGINT');
  return answered;
};

/** Number of emails that one kill may duplicate: those between the response of SES and its record. */
const mailsAtOnce = 3;

/** Returns missing emails, and more duplicates than the kills explain. */
const wrongMails = async ({ client, people, organizationIds }: Crowd, kills: number): Promise<string[]> => {
  const tokens = (await client.mails()).map(tokenIn);
  const invitations = [];
  for (const id of organizationIds) invitations.push(...(await look(client, people, id)).invitations);
  const mailed = (id: string): number => tokens.filter((token) => token.includes(id)).length;
  const lost = invitations.filter(
    ({ id, status, delivery, sentCount }) =>
      status === 'pending' &&
      (delivery === 'queued' || (['sent', 'delivered'].includes(delivery) && mailed(id) < Math.min(sentCount, 1))),
  );
  const extra = invitations.reduce((sum, { id, sentCount }) => sum + Math.max(0, mailed(id) - sentCount), 0);
  return [
    ...lost.map(({ id, email }) => `no mail of ${id} to ${email}`),
    ...(extra > kills * mailsAtOnce ? [`${extra} mails came once more than they should`] : []),
  ];
};
