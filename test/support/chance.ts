import { createHash } from 'node:crypto';
import type { Fault, Intercept, InterceptedCall } from 'cdk-local/fault-injection';
import { cancelled, refusedAs } from './fault-kinds.ts';

const printed = (seed: number): number => {
  console.log(`Calls go wrong by chance: FAULT_SEED=${seed} has the same ones go wrong again.`);
  return seed;
};

/** `FAULT_SEED`, or any. */
export const faultSeed = (): number => printed(Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31)));

/**
 * A number below 1 that hangs on nothing but the seed and on which call of its kind it is: the same ones go wrong again, whatever else runs
 * beside them.
 */
export const drawn = (seed: number, { functionName, service, operation, count }: InterceptedCall): number =>
  createHash('sha256').update(`${seed} ${functionName} ${service} ${operation} ${count}`).digest().readUInt32BE() /
  2 ** 32;

/** How each service says that it is asked too much. */
const throttling: Readonly<Record<string, string>> = {
  'cognito-idp': 'TooManyRequestsException',
  dynamodb: 'ThrottlingException',
  secretsmanager: 'ThrottlingException',
  ses: 'Throttling',
  sqs: 'ThrottlingException',
};

const delayed: Fault = { delayMilliseconds: 300 };
const failed: Fault = refusedAs('InternalServerError', 'The service failed.', 500);
const unavailable: Fault = refusedAs('ServiceUnavailable', 'The service is down.', 503);

/** What may go wrong with a call; nothing where its service is none that fails by chance. */
const faultsOf = ({ service, operation }: InterceptedCall): readonly Fault[] => {
  const code = throttling[service];
  if (code === undefined) return [];
  const anywhere = [refusedAs(code, 'Rate exceeded'), delayed, failed, unavailable, { dropResponse: true }];
  if (operation === 'TransactWriteItems') return [...anywhere, cancelled('TransactionConflict')];
  return operation === 'PutItem' ? [...anywhere, refusedAs('TransactionConflictException')] : anywhere;
};

/** Spoils this share of all calls, each in one of the ways in which it can go wrong. */
export const spoiled =
  (seed: number, share: number): Intercept =>
  (call) => {
    const draw = drawn(seed, call);
    const faults = faultsOf(call);
    return draw < share ? faults[Math.floor((draw / share) * faults.length)] : undefined;
  };
