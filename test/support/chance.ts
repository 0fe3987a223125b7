import { createHash } from 'node:crypto';
import type { Fault, Intercept, InterceptedCall } from 'cdk-local/fault-injection';
import { cancelled, refusedAs } from './fault-kinds.ts';

const printed = (seed: number): number => {
  console.log(`Calls go wrong by chance: FAULT_SEED=${seed} has the same ones go wrong again.`);
  return seed;
};

/** `FAULT_SEED`, or a random seed. */
export const faultSeed = (): number => printed(Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31)));

/**
 * Returns a number below 1 that depends only on the seed and the index of the call among its kind, so that the same
 * calls fail again in another order.
 */
export const drawn = (seed: number, { functionName, service, operation, count }: InterceptedCall): number =>
  createHash('sha256').update(`${seed} ${functionName} ${service} ${operation} ${count}`).digest().readUInt32BE() /
  2 ** 32;

/** The throttling error of each service. */
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

/** Returns the possible faults of a call, or none for a service without random faults. */
const faultsOf = ({ service, operation }: InterceptedCall): readonly Fault[] => {
  const code = throttling[service];
  if (code === undefined) return [];
  const anywhere = [refusedAs(code, 'Rate exceeded'), delayed, failed, unavailable, { dropResponse: true }];
  if (operation === 'TransactWriteItems') return [...anywhere, cancelled('TransactionConflict')];
  return operation === 'PutItem' ? [...anywhere, refusedAs('TransactionConflictException')] : anywhere;
};

/** Injects a random fault into this share of all calls. */
export const randomFaults =
  (seed: number, share: number): Intercept =>
  (call) => {
    const draw = drawn(seed, call);
    const faults = faultsOf(call);
    return draw < share ? faults[Math.floor((draw / share) * faults.length)] : undefined;
  };
