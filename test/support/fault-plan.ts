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

/** Which calls go wrong; what is left out is any. */
type Where = {
  /** As in the template, without `invitations-local-`. */
  readonly function?: string;
  readonly service?: string;
  readonly operation?: string;
  /** A call that has this anywhere in its body. */
  readonly about?: string;
  /** How many such calls go wrong, from the first. @default all */
  readonly times?: number;
  /** How many such calls are let through before. @default none */
  readonly after?: number;
  /** How likely each is to go wrong, up to 1; which ones hangs on `FAULT_SEED`. @default 1 */
  readonly chance?: number;
};

/** A fault may hang on the call. */
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

/** What goes wrong in a run, changed from test to test. */
const faultPlan = () => {
  let rules: Rule[] = [];
  const seed = faultSeed();
  return {
    intercept: (call: InterceptedCall): Fault | undefined => {
      const rule = rules.find((one) => isHit(one, call, seed));
      if (rule) rule.hits += 1;
      return typeof rule?.fault === 'function' ? rule.fault(call) : rule?.fault;
    },
    /** From now on this goes wrong too. Answers how often it has. */
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
  /** How far queries of indexes are behind. @default not at all */
  readonly indexesLateMilliseconds?: number;
};

/** A run of one test file's own, whose functions' calls go wrong as its plan says. */
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
  /** From now on nothing new gets into the indexes, until the answered function is called. */
  const holdIndexes = (): (() => void) => {
    if (indexes === undefined) throw new Error('The indexes are not late.');
    return indexes.hold();
  };
  return { ...plan, url, data, holdIndexes };
};
