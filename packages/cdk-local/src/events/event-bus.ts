import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../functions/execution-environment.ts';
import { compilePatterns } from '../streams/event-pattern.ts';
import type { EventRule } from '../template/event-rules.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { accountId, region } from '../template/physical-values.ts';
import { openStoredEvents, type StoredEvent, type StoredEvents } from './stored-events.ts';

type Delivery = {
  readonly invoke: (definition: FunctionDefinition, event: unknown) => Promise<Outcome>;
  /** Puts a message into the queue with this ARN. */
  readonly sendMessage: (queueArn: string, body: string) => void;
  readonly report: (line: string) => void;
};

/** What a service of AWS says of itself. */
export type ServiceEvent = {
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
};

export type EventBus = {
  /** Keeps the event for each rule that it fits; it is delivered once deliveries have started. */
  readonly put: (event: ServiceEvent) => void;
  /**
   * Starts delivering: at least once, in any order. The function that it answers ends that; it resolves when the invocations under way have
   * ended, or two seconds have passed.
   */
  readonly start: (delivery: Delivery) => () => Promise<void>;
};

const atOnce = 2;
const idleMilliseconds = 1000;
const graceMilliseconds = 2000;
// Lambda waits a minute, then two: too long for one who looks on.
const secondsUntilRetry = (attempts: number): number => 1 + attempts;

/** What Lambda tells a function's on-failure destination. */
const failureMessage = (rule: EventRule, { event, attempts }: StoredEvent, outcome: Outcome): string =>
  JSON.stringify({
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: outcome.requestId,
      functionArn: `${rule.function.arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: attempts + 1,
    },
    requestPayload: JSON.parse(event),
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: outcome.error,
  });

type Parts = Delivery & {
  readonly kept: StoredEvents;
  readonly rules: readonly EventRule[];
  readonly signal: AbortSignal;
};

const deliver = async (event: StoredEvent, parts: Parts): Promise<void> => {
  const { kept, rules, invoke, sendMessage, report, signal } = parts;
  const rule = rules.find(({ id }) => id === event.rule);
  if (!rule) return kept.remove(event.id);
  const outcome = await invoke(rule.function, JSON.parse(event.event));
  if (!outcome.error) return kept.remove(event.id);
  // An event whose function is ended is kept for the next run.
  if (signal.aborted) return;
  if (event.attempts < rule.retryAttempts) return kept.retryIn(event.id, secondsUntilRetry(event.attempts));
  report(`${rule.function.name}: gave up an event`);
  if (rule.failureDestination) sendMessage(rule.failureDestination, failureMessage(rule, event, outcome));
  kept.remove(event.id);
};

/** Delivers what is due, again whenever `woken`, until the signal aborts. */
const deliverDue = async (parts: Parts, woken: () => Promise<void>): Promise<void> => {
  const { kept, report, signal } = parts;
  const underWay = new Map<number, Promise<void>>();
  while (!signal.aborted) {
    const wake = woken();
    for (const event of kept.due(new Set(underWay.keys()), atOnce - underWay.size)) {
      const delivery = deliver(event, parts).catch((error: unknown) => {
        if (!signal.aborted) report(`An event could not be delivered: ${error}`);
      });
      underWay.set(
        event.id,
        delivery.finally(() => underWay.delete(event.id)),
      );
    }
    await Promise.race([...underWay.values(), wake, sleep(idleMilliseconds, undefined, { ref: false })]);
  }
  await Promise.all(underWay.values());
};

/** EventBridge's default bus: leads events to the functions of the rules that they fit. */
export const openEventBus = (database: DatabaseSync, rules: readonly EventRule[]): EventBus => {
  const kept = openStoredEvents(database);
  const compiled = rules.map((rule) => ({ rule, fits: compilePatterns([rule.pattern]) }));
  let wake = Promise.withResolvers<void>();
  const woken = (): Promise<void> => {
    wake = Promise.withResolvers();
    return wake.promise;
  };
  return {
    put: (event) => {
      const whole = { version: '0', id: randomUUID(), account: accountId, region, ...event };
      for (const { rule, fits } of compiled) if (fits(whole)) kept.add(rule.id, JSON.stringify(whole));
      wake.resolve();
    },
    start: (delivery) => {
      const stopping = new AbortController();
      const delivering = deliverDue({ ...delivery, kept, rules, signal: stopping.signal }, woken);
      return async () => {
        stopping.abort();
        wake.resolve();
        await Promise.race([delivering, sleep(graceMilliseconds, undefined, { ref: false })]);
      };
    },
  };
};
