import type { FunctionDefinition } from '../template/functions.ts';
import { arn } from '../template/physical-values.ts';
import type { Resources } from '../template/resources.ts';
import { evaluatePolicies, type Statement } from './policy.ts';
import { accessReader, type ServiceCall } from './service-accesses.ts';
import type { TransactionKeys } from './table-accesses.ts';
import { policiesOfResources, policiesOfRoles } from './template-policies.ts';
import { type UsedPermissions, usedPermissions } from './used-permissions.ts';

export type FunctionPermissions = {
  /** Returns AWS's error message if the caller may not make the call. Without a function the caller is an operator. */
  readonly denial: (caller: FunctionDefinition | undefined, call: ServiceCall) => string | undefined;
  readonly all: UsedPermissions['all'];
};

/** Operators are administrators of the account: only resource policies can deny their calls. */
const everything: Statement = { effect: 'Allow', actions: ['*'], resources: ['*'], conditions: {} };
const operator = { name: 'operator', role: arn('iam', 'role/operator') };

/** Evaluates the permissions that the template gives to functions. Throws `StartError` for unsupported policies. */
export const functionPermissions = (
  resources: Resources,
  functions: readonly FunctionDefinition[],
  transactionKeys: TransactionKeys = 'step',
): FunctionPermissions => {
  const ofRoles = policiesOfRoles(resources);
  const granted = new Map(functions.map(({ name, role = '' }) => [name, ofRoles.get(role) ?? []]));
  const ofResources = policiesOfResources(resources);
  const accessesOf = accessReader(resources, transactionKeys);
  const used = usedPermissions(granted);
  return {
    all: used.all,
    denial: (caller, call) => {
      const own = caller ? (granted.get(caller.name) ?? []) : [everything];
      const { name, role = arn('iam', 'role/none') } = caller ?? operator;
      const globalContext = { 'aws:PrincipalArn': [role], 'aws:SecureTransport': ['true'] };
      for (const access of accessesOf(call)) {
        const { action, resource, context } = access;
        const decision = evaluatePolicies(own, ofResources, { ...access, context: { ...context, ...globalContext } });
        if (decision.denial !== undefined)
          return `User: ${assumedRole(role, name)} is not authorized to perform: ${action} on resource: ${resource} ${decision.denial}`;
        used.add(name, decision.allowedBy, access);
      }
      return undefined;
    },
  };
};

/** Returns the ARN of an assumed role. The session of a function has the function's name. */
const assumedRole = (role: string, session: string): string =>
  `${role.replace(':iam::', ':sts::').replace(':role/', ':assumed-role/')}/${session}`;
