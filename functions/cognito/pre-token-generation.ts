import { setTimeout as pause } from 'node:timers/promises';
import type { Context, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { callerAddress, personName } from '#core/caller.ts';
import { looksLike } from '#core/contract/look-alike.ts';
import { hostedDomainAttribute } from '#core/deployment.ts';
import { presentInstant } from '#core/instant.ts';
import { recordSignIn, type SignedIn } from '#core/members/record-sign-in.ts';
import { settings } from '#functions/aws/settings.ts';
import { errorFacts, logLine } from '#functions/endpoint/log-line.ts';

// Cognito waits 5 s in total: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
const recordingMilliseconds = 3_000;
// No further membership is moved after this, so that the last one ends before the limit above.
const movingMilliseconds = 2_000;

/**
 * Records the sign-in, with a time limit. The profile is a copy that the next token renewal repeats, so a throttled or
 * unavailable table does not prevent sign-in.
 */
const recordInTime = async (person: SignedIn, requestId: string): Promise<void> => {
  const start = performance.now();
  const hasTime = (): boolean => performance.now() - start < movingMilliseconds;
  const done = new AbortController();
  const late = pause(recordingMilliseconds, undefined, { signal: done.signal }).then(
    () => logLine('error', { userId: person.userId, requestId, error: 'The sign-in was not recorded in time' }),
    () => undefined,
  );
  const recording = recordSignIn(person, { at: presentInstant(), requestId }, hasTime).catch((error: unknown) =>
    logLine('error', { userId: person.userId, requestId, ...errorFacts(error) }),
  );
  await Promise.race([recording, late]);
  done.abort();
};

const ownName = (name: string | undefined, email: string): string =>
  looksLike(personName(name, email), settings.productName()) ? email : personName(name, email);

/**
 * Cognito's trigger before it issues tokens. Stores the Google profile, moves the person's memberships to a changed
 * email address, and adds the claims that the API needs to the access token.
 */
export const handler = async (
  event: PreTokenGenerationV2TriggerEvent,
  { awsRequestId }: Pick<Context, 'awsRequestId'>,
): Promise<PreTokenGenerationV2TriggerEvent> => {
  const { sub, email, email_verified, name, picture, [hostedDomainAttribute]: hd } = event.request.userAttributes;
  const address = callerAddress(email, email_verified);
  const person = {
    userId: sub ?? '',
    username: event.userName,
    ...address,
    name: ownName(name, address.email),
    pictureUrl: picture ?? null,
  };
  await recordInTime(person, awsRequestId);
  event.response = {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        claimsToAddOrOverride: {
          email: email ?? '',
          email_verified: String(address.emailVerified),
          // Google lets people choose any name: the product's own would vouch for them.
          name: looksLike(name ?? '', settings.productName()) ? address.email : (name ?? ''),
          ...(picture && { picture }),
          ...(hd && { hd }),
        },
      },
    },
  };
  return event;
};
