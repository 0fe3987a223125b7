import { Annotations, type App, Stack } from 'aws-cdk-lib';
import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { type Email, email } from './email.ts';
import { googleClientSecret, linkSecret } from './secrets.ts';
import { googleProvider, hostedLogin, userPool } from './sign-in.ts';
import { notSet, type StageSettings } from './stage-settings.ts';
import { invitationsTable } from './table.ts';

/** What must never be lost or made anew: data, people, secrets and the right to send mail. */
export class StateStack extends Stack {
  readonly table: Table;
  readonly userPool: CfnUserPool;
  readonly linkSecret: Secret;
  readonly email: Email;

  constructor(app: App, settings: StageSettings) {
    super(app, `invitations-${settings.stage}-state`, {
      description: 'Invitations: what is kept (table, people, secrets, mail identity)',
      terminationProtection: settings.keepState,
    });
    this.table = invitationsTable(this, settings);
    this.userPool = userPool(this, settings);
    googleProvider(this, this.userPool, googleClientSecret(this, settings), settings);
    hostedLogin(this, this.userPool, settings);
    if (settings.googleClientId === notSet && settings.stage !== 'local')
      Annotations.of(this).addWarningV2('invitations:googleClientId', 'googleClientId is not set: nobody can sign in.');
    this.linkSecret = linkSecret(this, settings);
    this.email = email(this, settings);
  }
}
