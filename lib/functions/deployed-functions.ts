import { type OperationName, operations } from '#core/contract/operations.ts';

type OperatorName =
  | 'createOrganization'
  | 'inviteAdmin'
  | 'changePlan'
  | 'setLimits'
  | 'pauseOrganization'
  | 'resumeOrganization'
  | 'showOrganization'
  | 'smoke'
  | 'migrateTeamNames'
  | 'reconcile'
  | 'replay';
type OtherName = 'sendInvitationEmail' | 'recordChanges' | 'recordDelivery' | 'preTokenGeneration' | OperatorName;

export type FunctionName = OperationName | OtherName;

export type DeployedFunction = {
  readonly name: FunctionName;
  /** Path of the entry below `functions/`; it exports `handler`. */
  readonly entry: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
};

/** `sendInvitations` → `send-invitations`: what files and deployed functions are called. */
export const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `EmailsSent` → `emailsSent`: what ids in CloudWatch's expressions look like. */
export const camelCase = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** `sendInvitations` → `SendInvitations`: what CloudFormation's logical ids start with. */
export const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * API Gateway gives up after 29 s: a function ends before that, so that its own answer or time-out is the one logged.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const gatewayBudgetSeconds = 28;

/** Twice what it takes to be told by a table that refuses for good to try again. */
const operationSeconds = 20;

/** A batch is worked on for up to 20 s. */
const slowOperations: Partial<Record<OperationName, number>> = { sendInvitations: gatewayBudgetSeconds };

const otherFunctions: Record<OtherName, { folder: string; timeoutSeconds: number }> = {
  sendInvitationEmail: { folder: 'stream', timeoutSeconds: 120 },
  recordChanges: { folder: 'stream', timeoutSeconds: 60 },
  recordDelivery: { folder: 'ses-events', timeoutSeconds: 30 },
  // Cognito waits 5 s for a trigger, then calls again.
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
  preTokenGeneration: { folder: 'cognito', timeoutSeconds: 5 },
  createOrganization: { folder: 'operator', timeoutSeconds: 10 },
  inviteAdmin: { folder: 'operator', timeoutSeconds: 10 },
  // Wait half a minute for requests that began under the old limits, then give up to a thousand invitations their places.
  changePlan: { folder: 'operator', timeoutSeconds: 300 },
  setLimits: { folder: 'operator', timeoutSeconds: 300 },
  pauseOrganization: { folder: 'operator', timeoutSeconds: 10 },
  resumeOrganization: { folder: 'operator', timeoutSeconds: 10 },
  showOrganization: { folder: 'operator', timeoutSeconds: 30 },
  smoke: { folder: 'operator', timeoutSeconds: 30 },
  // Works for a minute, and then ends what it has begun; the command goes on where it ended.
  reconcile: { folder: 'operator', timeoutSeconds: 600 },
  replay: { folder: 'operator', timeoutSeconds: 600 },
  migrateTeamNames: { folder: 'operator', timeoutSeconds: 600 },
};

// CPU comes with memory; below this a cold start takes visibly longer.
const memoryMegabytes = 512;

// Object.keys gives string[]; the keys of these two literals are exactly their types' names.
const namesOf = <Name extends string>(table: Record<Name, unknown>) => Object.keys(table) as Name[];

export const operationNames: readonly OperationName[] = namesOf(operations);

/** Whether the API calls it. */
export const isOperation = (name: FunctionName): boolean => Object.hasOwn(operations, name);

/** Every function that is deployed: one per operation of the contract, and those that no route calls. */
export const deployedFunctions: readonly DeployedFunction[] = [
  ...operationNames.map((name) => ({
    name,
    entry: `http/${kebabCase(name)}.ts`,
    timeoutSeconds: slowOperations[name] ?? operationSeconds,
    memoryMegabytes,
  })),
  ...namesOf(otherFunctions).map((name) => ({
    name,
    entry: `${otherFunctions[name].folder}/${kebabCase(name)}.ts`,
    timeoutSeconds: otherFunctions[name].timeoutSeconds,
    memoryMegabytes,
  })),
];
