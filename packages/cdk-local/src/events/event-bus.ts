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
  /** Sends a message to the queue with this ARN. */
  readonly sendMessage: (queueArn: string, body: string) => void;
  readonly report: (line: string) => void;
};

/** An event of an AWS service. */
export type ServiceEvent = {
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
};

export type EventBus = {
  /** Stores the event for each rule that it matches, for delivery after `start`. */
  readonly put: (event: ServiceEvent) => void;
  /**
   * Starts delivery, at least once and in any order. Returns a function that stops it, and waits up to two seconds for
   * running invocations.
   */
  readonly start: (delivery: Delivery) => () => Promise<void>;
};

const concurrency = 2;
const idleMilliseconds = 1000;
const graceMilliseconds = 2000;
// Lambda waits one minute, then two: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
const secondsUntilRetry = (attempts: number): number => 1 + attempts;

/** Returns Lambda's message to an on-failure destination. */
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

type Dispatch = Delivery & {
  readonly events: StoredEvents;
  readonly rules: readonly EventRule[];
  readonly signal: AbortSignal;
};

const deliver = async (event: StoredEvent, dispatch: Dispatch): Promise<void> => {
  const { events, rules, invoke, sendMessage, report, signal } = dispatch;
  const rule = rules.find(({ id }) => id === event.rule);
  if (!rule) return events.remove(event.id);
  const outcome = await invoke(rule.function, JSON.parse(event.event));
  if (!outcome.error) return events.remove(event.id);
  // The next run delivers an event whose function was terminated by the shutdown.
  if (signal.aborted) return;
  if (event.attempts < rule.retryAttempts) return events.retryIn(event.id, secondsUntilRetry(event.attempts));
  report(`${rule.function.name}: discarded an event`);
  if (rule.failureDestination) sendMessage(rule.failureDestination, failureMessage(rule, event, outcome));
  events.remove(event.id);
};

/** Delivers due events until the signal aborts. `nextWake` resolves when there is a new event. */
const deliverDue = async (dispatch: Dispatch, nextWake: () => Promise<void>): Promise<void> => {
  const { events, report, signal } = dispatch;
  const running = new Map<number, Promise<void>>();
  while (!signal.aborted) {
    const wake = nextWake();
    for (const event of events.due(new Set(running.keys()), concurrency - running.size)) {
      const delivery = deliver(event, dispatch).catch((error: unknown) => {
        if (!signal.aborted) report(`An event could not be delivered: ${error}`);
      });
      running.set(
        event.id,
        delivery.finally(() => running.delete(event.id)),
      );
    }
    await Promise.race([...running.values(), wake, sleep(idleMilliseconds, undefined, { ref: false })]);
  }
  await Promise.all(running.values());
};

/** EventBridge's default bus: invokes the functions of all rules that match an event. */
export const openEventBus = (database: DatabaseSync, rules: readonly EventRule[]): EventBus => {
  const events = openStoredEvents(database);
  const compiled = rules.map((rule) => ({ rule, matches: compilePatterns([rule.pattern]) }));
  let wake = Promise.withResolvers<void>();
  const nextWake = (): Promise<void> => {
    wake = Promise.withResolvers();
    return wake.promise;
  };
  return {
    put: (event) => {
      const fullEvent = { version: '0', id: randomUUID(), account: accountId, region, ...event };
      for (const { rule, matches } of compiled) if (matches(fullEvent)) events.add(rule.id, JSON.stringify(fullEvent));
      wake.resolve();
    },
    start: (delivery) => {
      const stopping = new AbortController();
      const delivering = deliverDue({ ...delivery, events, rules, signal: stopping.signal }, nextWake);
      return async () => {
        stopping.abort();
        wake.resolve();
        await Promise.race([delivering, sleep(graceMilliseconds, undefined, { ref: false })]);
      };
    },
  };
};
