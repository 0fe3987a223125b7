import { type EnvironmentName, environment, type partitions, type tableSchema } from '#core/deployment.ts';

export type Partition = keyof typeof partitions;
export type IndexName = keyof typeof tableSchema.indexes;

/** An action on the table. Transactions have no action of their own: each step needs the action of its kind. */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

export type Service =
  | 'read link secret'
  | 'send email'
  | 'sign members out'
  | 'send dead letters'
  | 'send failed events'
  | 'queue emails'
  | 'read email queue'
  | 'redrive emails'
  | 'read stream'
  | 'invoke stream consumers'
  | 'invoke delivery recorder'
  | 'process dead letters';

/** The permissions of a function. Nothing else grants any. */
export type Permissions = {
  /** Actions on the table, by the partition of the items. */
  readonly table?: { readonly [P in Partition]?: readonly TableAction[] };
  /** Partitions that may be queried in an index. */
  readonly indexes?: { readonly [I in IndexName]?: readonly Partition[] };
  readonly services?: readonly Service[];
  /** The only organization whose items and audit events the table's actions may touch. @default any */
  readonly onlyOrganization?: string;
};

export type Declaration = Permissions & {
  /** @default 20 */
  readonly timeoutSeconds?: number;
  /** Environment variables that no permission implies. @default none */
  readonly settings?: readonly EnvironmentName[];
};

export type BackgroundDeclaration = Declaration & {
  /** Folder of the entry file below `functions/`. */
  readonly folder: string;
  readonly timeoutSeconds: number;
};

/** The environment variables that a function with the permission on a service needs. */
const variablesOf: Readonly<Record<Service, readonly EnvironmentName[]>> = {
  'read link secret': [environment.linkSecretId],
  'send email': [environment.senderEmail, environment.configurationSet],
  'sign members out': [environment.userPoolId],
  'send dead letters': [environment.failureQueueUrl],
  // Lambda itself sends them, with the permissions of the function.
  'send failed events': [],
  'queue emails': [environment.emailQueueUrl],
  'read email queue': [environment.emailQueueUrl, environment.emailDeadLetterQueueUrl],
  'redrive emails': [
    environment.emailQueueArn,
    environment.emailDeadLetterQueueArn,
    environment.emailDeadLetterQueueUrl,
  ],
  'read stream': [],
  'invoke stream consumers': [environment.functionPrefix],
  'invoke delivery recorder': [environment.functionPrefix],
  'process dead letters': [environment.failureQueueUrl],
};

/** Returns the environment variables of a function: those that its permissions imply, and its settings. */
export const environmentOf = ({ table, services = [], settings = [] }: Declaration): ReadonlySet<EnvironmentName> =>
  new Set([
    ...(table ? [environment.tableName] : []),
    ...services.flatMap((service) => variablesOf[service]),
    ...settings,
  ]);
