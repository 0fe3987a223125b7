import {
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { settings } from './settings.ts';
import { timeouts } from './timeouts.ts';

const client = new CognitoIdentityProviderClient({ requestHandler: timeouts });

/**
 * Ends all sessions of a person. Does nothing for an unknown user.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html
 */
export const signOut = async (username: string): Promise<void> => {
  const command = new AdminUserGlobalSignOutCommand({ UserPoolId: settings.userPoolId(), Username: username });
  await client.send(command).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'UserNotFoundException')) throw error;
  });
};
