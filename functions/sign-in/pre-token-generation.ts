import { setTimeout as pause } from 'node:timers/promises';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { callerEmail, isVerified, personName } from '#core/caller.ts';
import { keepProfile } from '#core/members/keep-profile.ts';
import { errorFacts, logLine } from '#functions/log-line.ts';

// Cognito waits 5 s in all.
const keepingMilliseconds = 3_000;

/** The profile is a copy, which the next token makes again: a table that is busy or not reached keeps nobody from signing in. */
const keepInTime = async (profile: Parameters<typeof keepProfile>[0]): Promise<void> => {
  const kept = new AbortController();
  const late = pause(keepingMilliseconds, undefined, { signal: kept.signal }).then(
    () => logLine('error', { userId: profile.userId, error: 'The profile was not kept in time' }),
    () => undefined,
  );
  const keeping = keepProfile(profile).catch((error: unknown) =>
    logLine('error', { userId: profile.userId, ...errorFacts(error) }),
  );
  await Promise.race([keeping, late]);
  kept.abort();
};

/**
 * Cognito calls this before it makes tokens: it keeps the profile as Google gives it, and puts what the API needs to know of the caller into
 * the access token.
 */
export const handler = async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
  const { sub, email, email_verified, name, picture } = event.request.userAttributes;
  const address = callerEmail(email);
  await keepInTime({
    userId: sub ?? '',
    username: event.userName,
    email: address,
    name: personName(name, address),
    pictureUrl: picture ?? null,
  });
  event.response = {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        claimsToAddOrOverride: {
          email: email ?? '',
          email_verified: String(isVerified(email_verified)),
          name: name ?? '',
          ...(picture && { picture }),
        },
      },
    },
  };
  return event;
};
