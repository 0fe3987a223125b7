import { environment } from '#core/deployment.ts';
import type { BackgroundDeclaration } from './declaration.ts';

const { baseUrl, productName } = environment;

/** The functions that AWS services call: the table's stream, SES events and Cognito. */
export const backgroundFunctions = {
  sendInvitationEmail: {
    folder: 'stream',
    timeoutSeconds: 120,
    table: {
      mail: ['GetItem', 'PutItem', 'UpdateItem'],
      recipient: ['UpdateItem'],
      organization: ['GetItem', 'UpdateItem', 'ConditionCheckItem'],
    },
    services: ['read stream', 'read link secret', 'send email', 'send dead letters'],
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
