import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { callerEmail, personName } from '#core/caller.ts';
import { keepProfile } from '#core/members/keep-profile.ts';

// Cognito stores every attribute as text, and an absent one not at all.
const isTrue = (attribute: string | undefined): boolean => attribute?.toLowerCase() === 'true';

/**
 * Cognito calls this before it makes tokens: it keeps the profile as Google gives it, and puts what the API needs to know of the caller into
 * the access token.
 */
export const handler = async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
  const { sub, email, email_verified, name, picture } = event.request.userAttributes;
  const address = callerEmail(email);
  await keepProfile({
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
          email_verified: String(isTrue(email_verified)),
          name: name ?? '',
          ...(picture && { picture }),
        },
      },
    },
  };
  return event;
};
