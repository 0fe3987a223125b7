/** Names that the CDK app and the functions share. Imports nothing. */

/** Environment variables of functions; each function gets only those it uses. */
export const environment = {
  tableName: 'TABLE_NAME',
  invitationLifetimeSeconds: 'INVITATION_LIFETIME_SECONDS',
  resendPauseSeconds: 'RESEND_PAUSE_SECONDS',
  baseUrl: 'BASE_URL',
  productName: 'PRODUCT_NAME',
  senderEmail: 'SENDER_EMAIL',
  linkSecretId: 'LINK_SECRET_ID',
  configurationSet: 'CONFIGURATION_SET',
  userPoolId: 'USER_POOL_ID',
  failureQueueUrl: 'FAILURE_QUEUE_URL',
  emailQueueUrl: 'EMAIL_QUEUE_URL',
  emailDeadLetterQueueUrl: 'EMAIL_DEAD_LETTER_QUEUE_URL',
  emailQueueArn: 'EMAIL_QUEUE_ARN',
  emailDeadLetterQueueArn: 'EMAIL_DEAD_LETTER_QUEUE_ARN',
  /** Prefix of the names of this deployment's functions. */
  functionPrefix: 'FUNCTION_PREFIX',
  /** JSON with the accepted values of `originHeader`. If it is not set, any request is served. */
  originSecrets: 'ORIGIN_SECRETS',
} as const;

export type EnvironmentName = (typeof environment)[keyof typeof environment];

/** Outputs of the stateful stack that operator commands read. */
export type OutputName =
  | 'AlarmTopicArn'
  | 'ApiUrl'
  | 'ClientId'
  | 'ConsoleDistributionId'
  | 'ConsoleUrl'
  | 'DnsRecords'
  | 'EmailDeadLetterQueueUrl'
  | 'EmailsPerSecond'
  | 'FailureQueueUrl'
  | 'GoogleRedirectUri'
  | 'SenderIdentity'
  | 'TableName'
  | 'UserPoolId';

/** Functions that read the table's stream or a queue by an event source mapping. */
export const consumers = ['queue-emails', 'send-invitation-email', 'record-changes'] as const;

/**
 * How often an email message is received before SQS moves it to the dead-letter queue: more often than the sender
 * retries in 19 hours, so that only a message that crashes the sender comes so far.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export const mostEmailReceives = 200;

/**
 * Metrics that functions write, with the dimension stage; problems also by code.
 * @public The cost page counts them.
 */
export const metricNames = [
  'AdminsAdded',
  'EmailLimitsReached',
  'EmailsBounced',
  'EmailsComplained',
  'EmailsDelivered',
  'EmailsNotSent',
  'EmailsRefused',
  'EmailsSent',
  'EmailsUndelivered',
  'FromEmailToAcceptance',
  'FromRequestToEmail',
  'InvitationsAccepted',
  'InvitationsExpired',
  'InvitationsResent',
  'InvitationsRevoked',
  'InvitationsSent',
  'OrganizationsPaused',
  'Problems',
] as const;

export type MetricName = (typeof metricNames)[number];

/** The table's keys, its two sparse indexes and the TTL attribute (epoch seconds). */
export const tableSchema = {
  partitionKey: 'PK',
  sortKey: 'SK',
  ttl: 'ttl',
  indexes: {
    GSI1: { partitionKey: 'GSI1PK', sortKey: 'GSI1SK' },
    GSI2: { partitionKey: 'GSI2PK', sortKey: 'GSI2SK' },
  },
} as const;

/** Prefixes of partition keys, for keys and permissions (dynamodb:LeadingKeys). */
export const partitions = {
  organization: 'ORG#',
  user: 'USER#',
  audit: 'AUDIT#',
  mail: 'MAIL#',
  recipient: 'RECIPIENT#',
  request: 'REQUEST#',
  address: 'ADDRESS#',
  directory: 'DIRECTORY#',
} as const;

/** The smoke test's organization, the same in every deployment: a valid id with the time 0. */
export const smokeOrganizationId = '0'.repeat(26);

/** Prefix of an address claim's sort key. Its removal by TTL finalizes an expired invitation. */
export const addressClaimPrefix = 'ADDRESS#';

/** `change` of a write that is not an audit event, such as a delivery update. */
export const noChange = 'none';

/** `change` of a user whose memberships must move to another address. */
export const addressChange = 'address';

/** `change` of the writes that send an email. */
export const mailedChanges = ['invitation.sent', 'invitation.resent'] as const;

/** Principal of TTL removals in stream records. */
export const ttlPrincipal = 'dynamodb.amazonaws.com';

/** The first key id of the link secret: `{"current":"k1","k1":"..."}`. A rotation adds a key and moves `current`. */
export const firstLinkKeyId = 'k1';

/** Header that proves that a request came through CloudFront and its firewall. */
export const originHeader = 'x-invitations-origin';

/** Scope that every signed-in route requires; an ID token has none. */
export const requiredScope = 'openid';

/** The user pool's attribute for the domain that Google hosts an account for (`hd`). */
export const hostedDomainAttribute = 'custom:hd';
