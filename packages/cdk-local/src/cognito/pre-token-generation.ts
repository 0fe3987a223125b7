import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { PoolUser } from './pool-users.ts';
import type { PreTokenGeneration, UserPool } from './user-pool.ts';

export type TriggerSource = 'TokenGeneration_HostedAuth' | 'TokenGeneration_RefreshTokens';

const changes = z.object({
  claimsToAddOrOverride: z.record(z.string(), z.unknown()).nullish(),
  claimsToSuppress: z.array(z.string()).nullish(),
});
const accessChanges = changes.extend({
  scopesToAdd: z.array(z.string()).nullish(),
  scopesToSuppress: z.array(z.string()).nullish(),
});

const answered = z.object({
  response: z.object({
    claimsAndScopeOverrideDetails: z
      .object({
        idTokenGeneration: changes.nullish(),
        accessTokenGeneration: accessChanges.nullish(),
        groupOverrideDetails: z.object({ groupsToOverride: z.array(z.string()).nullish() }).nullish(),
      })
      .nullish(),
  }),
});

export const overrideDetails = z.object({
  id: changes,
  access: accessChanges,
  groups: z.array(z.string()),
});
/** The changes of the function to both tokens. */
export type OverrideDetails = z.infer<typeof overrideDetails>;

/** The sentence that Cognito hands to the client when the function fails. */
export class TriggerFailed extends Error {
  constructor(reason: string) {
    super(`PreTokenGeneration failed with error ${reason}.`);
  }
}

// Cognito waits this long for any trigger, whatever the function's own time-out is, and asks three times.
const patienceMs = 5_000;
const attempts = 3;

const late = Symbol('late');

const answerInTime = async (asked: Promise<unknown>): Promise<unknown> => {
  const over = new AbortController();
  const clock = pause(patienceMs, late, { signal: over.signal }).catch(() => late);
  try {
    return await Promise.race([asked, clock]);
  } finally {
    over.abort();
  }
};

const ask = async (trigger: PreTokenGeneration, event: unknown): Promise<unknown> => {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const answer = await answerInTime(trigger(structuredClone(event)));
    if (answer !== late) return answer;
  }
  throw new Error(`the function took more than ${patienceMs / 1000} seconds, ${attempts} times`);
};

/** Cognito puts federated users into a group that it names after pool and provider. */
const groupsOf = ({ poolId }: UserPool): string[] => [`${poolId}_Google`];

const eventOf = (pool: UserPool, user: PoolUser, scopes: readonly string[], triggerSource: TriggerSource): unknown => ({
  version: '2',
  triggerSource,
  region: pool.poolId.split('_')[0],
  userPoolId: pool.poolId,
  userName: user.username,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: pool.clientId },
  request: {
    userAttributes: user.attributes,
    groupConfiguration: { groupsToOverride: groupsOf(pool), iamRolesToOverride: [], preferredRole: null },
    scopes,
  },
  response: { claimsAndScopeOverrideDetails: null },
});

/** Asks the pool's function before tokens are made. Throws `TriggerFailed`: no tokens then. */
export const askTrigger = async (
  { pool, trigger }: { readonly pool: UserPool; readonly trigger: PreTokenGeneration | undefined },
  user: PoolUser,
  scopes: readonly string[],
  source: TriggerSource,
): Promise<OverrideDetails> => {
  const event = eventOf(pool, user, scopes, source);
  const answer = await (trigger ? ask(trigger, event) : Promise.resolve(event)).catch((error: unknown) => {
    throw new TriggerFailed(error instanceof Error ? error.message : String(error));
  });
  const parsed = answered.safeParse(answer);
  if (!parsed.success) throw new TriggerFailed('Unrecognizable lambda output');
  const details = parsed.data.response.claimsAndScopeOverrideDetails;
  return {
    id: details?.idTokenGeneration ?? {},
    access: details?.accessTokenGeneration ?? {},
    groups: details?.groupOverrideDetails?.groupsToOverride ?? groupsOf(pool),
  };
};
