import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type FairGroups, fairGroups } from './fair-groups.ts';
import { queueStatements } from './queue-statements.ts';

const storedMessage = z.object({
  id: z.string(),
  body: z.string(),
  attributes: z.string(),
  messageGroup: z.string(),
  receives: z.number(),
  receipt: z.string(),
  sentAt: z.number(),
  firstReceivedAt: z.number(),
  source: z.string().nullable(),
});
export type StoredMessage = z.output<typeof storedMessage>;

const counts = z.object({ visible: z.number(), hidden: z.number(), delayed: z.number() });
const waitingGroups = z.array(z.object({ messageGroup: z.string(), oldestSentAt: z.number() }));
const groupsInFlight = z.array(z.object({ messageGroup: z.string(), messages: z.number() }));
const finished = z.object({ messageGroup: z.string(), receivedAt: z.number() }).optional();

type NewMessage = {
  readonly body: string;
  /** JSON. */
  readonly attributes: string;
  /** Empty without a group. */
  readonly group: string;
  readonly delaySeconds: number;
};

/** Parameters of a receive. */
export type Receive = {
  readonly count: number;
  readonly hiddenSeconds: number;
  readonly retentionSeconds: number;
  /** The dead-letter queue, for messages that were received `maxReceives` times. */
  readonly redrive?: { readonly queue: string; readonly sourceArn: string; readonly maxReceives: number } | undefined;
};

export type QueueMessages = {
  /** Stores a message. Returns its id. */
  readonly add: (queue: string, message: NewMessage) => string;
  /** Returns visible messages, quiet groups first, and hides them. */
  readonly receive: (queue: string, receive: Receive) => readonly StoredMessage[];
  readonly remove: (queue: string, receipt: string) => void;
  /** Returns false for a message that is not in flight. */
  readonly hide: (queue: string, receipt: string, seconds: number) => boolean;
  /** Makes all messages in flight visible, because their consumer has ended. */
  readonly release: (queue: string) => void;
  /** Moves the visible messages to another queue, as new ones. Returns how many. */
  readonly move: (from: string, to: string) => number;
  readonly count: (queue: string) => z.output<typeof counts>;
};

/** Stores the messages of all queues until they are deleted. Times are epoch milliseconds. */
export const openQueueMessages = (database: DatabaseSync, now: () => number): QueueMessages => {
  const statements = queueStatements(database);
  const groups = new Map<string, FairGroups>();
  const groupsOf = (queue: string): FairGroups => {
    const known = groups.get(queue) ?? fairGroups(now);
    groups.set(queue, known);
    return known;
  };

  const receiveOne = (queue: string, hiddenSeconds: number): StoredMessage | undefined => {
    const at = now();
    const waiting = waitingGroups.parse(statements.waiting.all({ queue, at }));
    const inFlight = groupsInFlight.parse(statements.inFlight.all({ queue, at }));
    const [first] = groupsOf(queue).order(
      waiting.map(({ messageGroup, oldestSentAt }) => ({ group: messageGroup, oldestSentAt })),
      new Map(inFlight.map(({ messageGroup, messages }) => [messageGroup, messages])),
    );
    if (!first) return undefined;
    // At least so long that one call does not return it twice.
    const until = at + Math.max(1, hiddenSeconds * 1000);
    const message = storedMessage.parse(statements.receive.get({ queue, messageGroup: first.group, at, until }));
    groupsOf(queue).received(message.messageGroup);
    return message;
  };

  const ended = (queue: string, row: unknown): boolean => {
    const message = finished.parse(row);
    if (message) groupsOf(queue).processed(message.messageGroup, now() - message.receivedAt);
    return message !== undefined;
  };

  return {
    add: (queue, { body, attributes, group, delaySeconds }) => {
      const id = randomUUID();
      const sentAt = now();
      const visibleFrom = sentAt + delaySeconds * 1000;
      statements.insert.run({ id, queue, body, attributes, messageGroup: group, visibleFrom, sentAt });
      groupsOf(queue).sent(group);
      return id;
    },
    receive: (queue, { count, hiddenSeconds, retentionSeconds, redrive }) => {
      const at = now();
      statements.expire.run({ queue, oldest: at - retentionSeconds * 1000 });
      if (redrive) {
        const { queue: target, sourceArn, maxReceives } = redrive;
        statements.redrive.run({ queue, at, target, sourceArn, maxReceives });
      }
      const messages: StoredMessage[] = [];
      while (messages.length < count) {
        const message = receiveOne(queue, hiddenSeconds);
        if (!message) break;
        messages.push(message);
      }
      return messages;
    },
    remove: (queue, receipt) => {
      ended(queue, statements.remove.get({ queue, receipt }));
    },
    hide: (queue, receipt, seconds) => {
      const at = now();
      const row = statements.hide.get({ queue, receipt, at, until: at + seconds * 1000 });
      return seconds === 0 ? ended(queue, row) : row !== undefined;
    },
    release: (queue) => {
      statements.release.run({ queue, at: now() });
    },
    move: (from, to) => {
      const messages = statements.movable.all({ queue: from, at: now() }).map((row) => String(row.id));
      for (const id of messages) statements.move.run({ id, newId: randomUUID(), to, at: now() });
      return messages.length;
    },
    count: (queue) => counts.parse(statements.count.get({ queue, at: now() })),
  };
};
