import { type OperationName, operations } from '#core/contract/operations.ts';
import type { EnvironmentName } from '#core/deployment.ts';
import { backgroundFunctions } from './background-functions.ts';
import { type BackgroundDeclaration, type Declaration, environmentOf, type Permissions } from './declaration.ts';
import { operationFunctions } from './operation-functions.ts';
import { operatorFunctions } from './operator-functions.ts';

const otherFunctions = { ...backgroundFunctions, ...operatorFunctions };

type OtherName = keyof typeof otherFunctions;

export type FunctionName = OperationName | OtherName;

export type DeployedFunction = {
  readonly name: FunctionName;
  /** Path of the entry file below `functions/`. It exports `handler`. */
  readonly entry: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly permissions: Permissions;
  readonly environment: ReadonlySet<EnvironmentName>;
};

/** `sendInvitations` → `send-invitations`: the form of file names and of deployed functions. */
export const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `EmailsSent` → `emailsSent`: the form of ids in CloudWatch expressions. */
export const camelCase = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** `sendInvitations` → `SendInvitations`: the form of CloudFormation's logical ids. */
export const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Twice the time after which an operation on a throttled table responds with `try_again`. */
const operationSeconds = 20;

// CPU is proportional to memory. Below this, cold starts take noticeably longer.
const memoryMegabytes = 512;

// Object.keys returns string[]; the keys of these literals are exactly their types' names.
const namesOf = <Name extends string>(table: Record<Name, unknown>) => Object.keys(table) as Name[];

export const operationNames: readonly OperationName[] = namesOf(operations);

/** Returns whether the API calls the function. */
export const isOperation = (name: FunctionName): boolean => Object.hasOwn(operations, name);

const deployed = (name: FunctionName, folder: string, declaration: Declaration): DeployedFunction => ({
  name,
  entry: `${folder}/${kebabCase(name)}.ts`,
  timeoutSeconds: declaration.timeoutSeconds ?? operationSeconds,
  memoryMegabytes,
  permissions: declaration,
  environment: environmentOf(declaration),
});

const otherDeclaration = (name: OtherName): BackgroundDeclaration => otherFunctions[name];

/** The catalog of functions: one per operation of the contract, and those that no route calls. */
export const deployedFunctions: readonly DeployedFunction[] = [
  ...operationNames.map((name) => deployed(name, 'http', operationFunctions[name])),
  ...namesOf(otherFunctions).map((name) => deployed(name, otherDeclaration(name).folder, otherDeclaration(name))),
];
