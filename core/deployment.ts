/** What the CDK app and the functions agree on. Values only: imported by both, it imports nothing. */

/** Names of the environment variables that functions read; each function is given only those it uses. */
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
  /** What stands before the names of this deployment's functions. */
  functionPrefix: 'FUNCTION_PREFIX',
  /** JSON with every value that `originHeader` may have. Where it isn't set, any request is served. */
  originSecrets: 'ORIGIN_SECRETS',
} as const;

export type EnvironmentName = (typeof environment)[keyof typeof environment];

/** Outputs of the stateful stack that the operator's commands read. */
export type OutputName =
  | 'AlarmTopicArn'
  | 'ApiUrl'
  | 'ClientId'
  | 'ConsoleDistributionId'
  | 'ConsoleUrl'
  | 'DnsRecords'
  | 'FailureQueueUrl'
  | 'GoogleRedirectUri'
  | 'SenderIdentity'
  | 'TableName'
  | 'UserPoolId';

/** Functions that consume the table's stream. */
export const streamConsumers = ['send-invitation-email', 'record-changes'] as const;

/**
 * Metrics that functions write: CloudWatch keeps each by stage, and the refusals by code as well.
 * @public The cost page counts them.
 */
export const metricNames = [
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

/** The table's key, its two sparse indexes and the attribute that DynamoDB's TTL reads (seconds since 1970). */
export const tableSchema = {
  partitionKey: 'PK',
  sortKey: 'SK',
  ttl: 'ttl',
  indexes: {
    GSI1: { partitionKey: 'GSI1PK', sortKey: 'GSI1SK' },
    GSI2: { partitionKey: 'GSI2PK', sortKey: 'GSI2SK' },
  },
} as const;

/** First parts of partition keys: what rights (dynamodb:LeadingKeys) and keys are made of. */
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

/** The smoke test's own organization, the same in every deployment: an id as others, of the beginning of time. */
export const smokeOrganizationId = '0'.repeat(26);

/** First part of the sort key of an address claim, whose removal by TTL settles an expired invitation. */
export const addressClaimPrefix = 'ADDRESS#';

/** `change` of a write that is no change for the audit log, a delivery mark for instance. */
export const noChange = 'none';

/** `change` of a user whose memberships have to follow them to another address. */
export const addressChange = 'address';

/** `change` of the writes that send a mail. */
export const mailedChanges = ['invitation.sent', 'invitation.resent'] as const;

/** Who removes an item by TTL, as stream records name it. */
export const ttlPrincipal = 'dynamodb.amazonaws.com';

/** A random key in the link secret: `{"current":"k1","k1":"..."}`. A rotation adds one and moves `current`. */
export const firstLinkKeyId = 'k1';

/** What CloudFront shows to say that a request has passed the firewall before it. */
export const originHeader = 'x-invitations-origin';

/** Scope that every signed-in route asks for; an ID token has none. */
export const requiredScope = 'openid';

/** The user pool's attribute for the domain that Google hosts an account for (`hd`). */
export const hostedDomainAttribute = 'custom:hd';
