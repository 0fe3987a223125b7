import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Intercept } from 'cdk-local/fault-injection';
import { startLocal } from '#operator/local-run/start-local.ts';
import type { ClockInHand } from '#test/support/controllable-clock.ts';
import { type Client, clientOf } from './client.ts';
import type { Model } from './model.ts';
import { type StreamMarkers, streamMarkers } from './stream-markers.ts';

/** A whole system in this process, with a controllable clock. */
export type Stack = {
  readonly client: Client;
  readonly clock: ClockInHand;
  /** The warnings of the run, one line each. */
  readonly complaints: string[];
  readonly stop: () => Promise<void>;
  readonly markers: StreamMarkers;
  /**
   * On a slow machine a mailer may time out, and no other sends that email before its lease ends, which needs the clock to
   * move. An email without a response may have been sent, so there may be one duplicate for each.
   */
  readonly leases: { readonly waitOut: () => void; readonly waitedOut: () => number };
};

/** The model, and the system under test. */
export type World = Stack & { readonly model: Model; readonly steps: { done: number } };

/** Longer than the lease of a send. */
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
