import { environment } from '#core/deployment.ts';
import type { BackgroundDeclaration } from './declaration.ts';

const { baseUrl, productName } = environment;

/** The functions that AWS services call: the table's stream, the email queue, SES events and Cognito. */
export const backgroundFunctions = {
  queueEmails: {
    folder: 'stream',
    timeoutSeconds: 60,
    // Only for an email that can't be queued, which is marked as failed.
    table: { mail: ['GetItem', 'PutItem', 'UpdateItem'], organization: ['UpdateItem'] },
    services: ['read stream', 'queue emails', 'send dead letters'],
  },
  sendInvitationEmail: {
    folder: 'queue',
    // For one email. Its lease is not shorter, and the visibility timeout of its message is longer.
    timeoutSeconds: 30,
    table: {
      mail: ['GetItem', 'PutItem', 'UpdateItem'],
      recipient: ['UpdateItem'],
      organization: ['GetItem', 'UpdateItem', 'ConditionCheckItem'],
    },
    services: ['read email queue', 'read link secret', 'send email'],
    settings: [baseUrl, productName],
  },
  recordChanges: {
    folder: 'stream',
    timeoutSeconds: 60,
    table: {
      audit: ['PutItem'],
      organization: ['BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
      user: ['Query', 'UpdateItem', 'ConditionCheckItem'],
    },
    services: ['read stream', 'sign members out', 'send dead letters'],
  },
  recordDelivery: {
    folder: 'ses-events',
    timeoutSeconds: 30,
    table: { mail: ['GetItem', 'UpdateItem'], organization: ['GetItem', 'BatchGetItem', 'UpdateItem'] },
    services: ['send failed events'],
  },
  preTokenGeneration: {
    folder: 'cognito',
    // Cognito waits 5 s for a trigger, then calls again.
    // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
    timeoutSeconds: 5,
    table: {
      user: ['Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      organization: ['BatchGetItem', 'UpdateItem', 'PutItem', 'DeleteItem'],
    },
    settings: [productName],
  },
} as const satisfies Readonly<Record<string, BackgroundDeclaration>>;
