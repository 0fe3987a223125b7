import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTableEngine } from 'cdk-local/dynamodb-engine';
import type { Fault, Intercept, InterceptedCall } from 'cdk-local/fault-injection';
import { afterAll, beforeAll } from 'vitest';
import { type Local, type LocalOptions, startLocal } from '#operator/local-run/start-local.ts';
import { drawn, faultSeed } from './chance.ts';
import { type LateIndexes, lateIndexes } from './stale-indexes.ts';
import { noteUsedRights } from './used-rights.ts';

/** Selects calls. Omitted fields match any. */
type Where = {
  /** Function name without the prefix `invitations-local-`. */
  readonly function?: string;
  readonly service?: string;
  readonly operation?: string;
  /** Text in the body of the call. */
  readonly about?: string;
  /** Number of calls that fail, from the first. @default all */
  readonly times?: number;
  /** Number of calls that pass first. @default none */
  readonly after?: number;
  /** Probability of a fault, up to 1, derived from `FAULT_SEED`. @default 1 */
  readonly chance?: number;
};

/** A fault, or a function of the call. */
type Rule = { readonly where: Where; readonly fault: Fault | Intercept; seen: number; hits: number };

const isAbout = (where: Where, { functionName, service, operation, body }: InterceptedCall): boolean =>
  (where.function === undefined || functionName === `invitations-local-${where.function}`) &&
  (where.service === undefined || service === where.service) &&
  (where.operation === undefined || operation === where.operation) &&
  (where.about === undefined || JSON.stringify(body).includes(where.about));

const isHit = (rule: Rule, call: InterceptedCall, seed: number): boolean => {
  const { after = 0, times = Number.POSITIVE_INFINITY, chance = 1 } = rule.where;
  if (!isAbout(rule.where, call) || rule.hits >= times) return false;
  rule.seen += 1;
  return rule.seen > after && (chance === 1 || drawn(seed, call) < chance);
};

/** The fault injection of a run, which tests change. */
const faultPlan = () => {
  let rules: Rule[] = [];
  const seed = faultSeed();
  return {
    intercept: (call: InterceptedCall): Fault | undefined => {
      const rule = rules.find((one) => isHit(one, call, seed));
      if (rule) rule.hits += 1;
      return typeof rule?.fault === 'function' ? rule.fault(call) : rule?.fault;
    },
    /** Adds a fault. Returns a function that counts its injections. */
    add: (where: Where, fault: Rule['fault']): (() => number) => {
      const rule = { where, fault, seen: 0, hits: 0 };
      rules.push(rule);
      return () => rule.hits;
    },
    clear: () => {
      rules = [];
    },
  };
};

type FaultyOptions = Pick<LocalOptions, 'clock' | 'functionClocks' | 'resendPauseSeconds'> & {
  /** Delay of index queries. @default none */
  readonly indexesLateMilliseconds?: number;
};

/** Starts a run for one test file, with injected faults. */
export const useFaults = ({ indexesLateMilliseconds, ...options }: FaultyOptions = {}) => {
  const plan = faultPlan();
  const data = mkdtempSync(join(tmpdir(), 'invitations-faults-'));
  const undo: (() => unknown)[] = [];
  let run: Local | undefined;
  let indexes: LateIndexes | undefined;
  beforeAll(async () => {
    const own = { port: 0, data, seeded: false, report: () => undefined, intercept: plan.intercept };
    const engine =
      indexesLateMilliseconds === undefined ? undefined : await startTableEngine(join(data, 'own.sqlite'), undefined);
    undo.push(() => engine?.stop());
    run = await startLocal({ resendPauseSeconds: 1, ...options, ...own, dynamodbEndpoint: engine?.endpoint });
    undo.push(run.stop);
    if (!engine || indexesLateMilliseconds === undefined) return;
    indexes = await lateIndexes(engine.endpoint, 'invitations-local', indexesLateMilliseconds);
    const { answer, stop } = indexes;
    undo.push(stop);
    plan.add({ operation: 'Query', about: '"IndexName"' }, ({ body }) => ({ response: answer(body) }));
  });
  afterAll(async () => {
    if (run) await noteUsedRights(run.url);
    for (const end of undo.reverse()) await end();
    rmSync(data, { recursive: true, force: true });
  });
  const url = (): string => {
    if (run === undefined) throw new Error('The run has not started.');
    return run.url;
  };
  /** Freezes the indexes until the returned function is called. */
  const holdIndexes = (): (() => void) => {
    if (indexes === undefined) throw new Error('The indexes are not late.');
    return indexes.hold();
  };
  return { ...plan, url, data, holdIndexes };
};
