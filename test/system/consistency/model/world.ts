import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Intercept } from 'cdk-local/fault-injection';
import { startLocal } from '#operator/local-run/start-local.ts';
import type { ClockInHand } from '#test/support/controllable-clock.ts';
import { type Client, clientOf } from './client.ts';
import type { Model } from './model.ts';
import { type StreamMarkers, streamMarkers } from './stream-markers.ts';

/** A whole system running in this process, whose time is in the hand of whoever started it. */
export type Stack = {
  readonly client: Client;
  readonly clock: ClockInHand;
  /** What the run complained of, a line each. */
  readonly complaints: string[];
  readonly stop: () => Promise<void>;
  readonly markers: StreamMarkers;
  /**
   * On a slow machine a sender gives up on an answer, and nobody sends that email before its lease is over, which at a clock that stands
   * still is never. What was not answered may have been sent: an email may come once more for each time.
   */
  readonly leases: { readonly waitOut: () => void; readonly waitedOut: () => number };
};

/** The model of what should be there, and the system in which it should. */
export type World = Stack & { readonly model: Model; readonly steps: { done: number } };

/** Longer than a sender holds an email whose fate it doesn't know. */
const leaseMilliseconds = 31_000;

export const startStack = async (clock: ClockInHand, intercept?: Intercept): Promise<Stack> => {
  const data = await mkdtemp(join(tmpdir(), 'invitations-model-'));
  const complaints: string[] = [];
  const report = (line: string) => void complaints.push(line);
  const local = await startLocal({ port: 0, data, seeded: false, clock: clock.hands, report, intercept });
  const client = await clientOf(local.url, clock.now);
  let waitedOut = 0;
  const waitOut = (): void => {
    waitedOut += 1;
    clock.advance(leaseMilliseconds);
  };
  return {
    client,
    clock,
    markers: await streamMarkers(client, waitOut),
    leases: { waitOut, waitedOut: () => waitedOut },
    complaints,
    stop: async () => {
      await local.stop();
      await rm(data, { recursive: true });
    },
  };
};
