import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Fault, InterceptedCall } from '#local/aws/intercept.ts';
import { type Local, type LocalOptions, startLocal } from '#local/start-local.ts';
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
};

type Rule = { readonly where: Where; readonly fault: Fault; hits: number };

const isMeant = (where: Where, { functionName, service, operation, body }: InterceptedCall): boolean =>
  (where.function === undefined || functionName === `invitations-local-${where.function}`) &&
  (where.service === undefined || service === where.service) &&
  (where.operation === undefined || operation === where.operation) &&
  (where.about === undefined || JSON.stringify(body).includes(where.about));

/** What goes wrong in a run, changed from test to test. */
const faultPlan = () => {
  let rules: Rule[] = [];
  return {
    intercept: (call: InterceptedCall): Fault | undefined => {
      const rule = rules.find(
        ({ where, hits }) => isMeant(where, call) && hits < (where.times ?? Number.POSITIVE_INFINITY),
      );
      if (rule) rule.hits += 1;
      return rule?.fault;
    },
    /** From now on this goes wrong too. Answers how often it has. */
    add: (where: Where, fault: Fault): (() => number) => {
      const rule = { where, fault, hits: 0 };
      rules.push(rule);
      return () => rule.hits;
    },
    clear: () => {
      rules = [];
    },
  };
};

/** A run of one test file's own, whose functions' calls go wrong as its plan says. */
export const useFaults = (options: Pick<LocalOptions, 'clock' | 'resendPauseSeconds'> = {}) => {
  const plan = faultPlan();
  const data = mkdtempSync(join(tmpdir(), 'invitations-faults-'));
  let run: Local | undefined;
  beforeAll(async () => {
    const own = { port: 0, data, seeded: false, report: () => undefined, intercept: plan.intercept };
    run = await startLocal({ resendPauseSeconds: 1, ...options, ...own });
  });
  afterAll(async () => {
    if (run) await noteUsedRights(run.url);
    await run?.stop();
    rmSync(data, { recursive: true, force: true });
  });
  const url = (): string => {
    if (run === undefined) throw new Error('The run has not started.');
    return run.url;
  };
  return { ...plan, url };
};

export const throttled: Fault = { refuse: { code: 'ThrottlingException', message: 'Rate exceeded' } };

/** A transaction that DynamoDB cancels, with the reason of each of its steps. */
const cancelled = (...reasons: readonly string[]): Fault => ({
  refuse: {
    code: 'TransactionCanceledException',
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.join(', ')}]`,
    facts: { CancellationReasons: reasons.map((Code) => ({ Code })) },
  },
});

export const conflict = cancelled('TransactionConflict');
