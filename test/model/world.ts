import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocal } from '#local/start-local.ts';
import type { ClockInHand } from '#test/support/clock-in-hand.ts';
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
};

/** The model of what should be there, and the system in which it should. */
export type World = Stack & { readonly model: Model; readonly steps: { done: number } };

export const startStack = async (clock: ClockInHand): Promise<Stack> => {
  const data = await mkdtemp(join(tmpdir(), 'invitations-model-'));
  const complaints: string[] = [];
  const report = (line: string) => void complaints.push(line);
  const local = await startLocal({ port: 0, data, seeded: false, clock: clock.hands, report });
  const client = await clientOf(local.url, clock.now);
  return {
    client,
    clock,
    markers: await streamMarkers(client, clock),
    complaints,
    stop: async () => {
      await local.stop();
      await rm(data, { recursive: true });
    },
  };
};
