import type { FunctionDefinition } from '../template/functions.ts';
import { arn } from '../template/physical-values.ts';
import type { Resources } from '../template/resources.ts';
import { judge, type Statement } from './policy.ts';
import { accessReader, type ServiceCall } from './service-accesses.ts';
import { policiesOfResources, policiesOfRoles } from './template-policies.ts';
import { type UsedPermissions, usedPermissions } from './used-permissions.ts';

export type FunctionPermissions = {
  /** AWS's sentence when the template doesn't let this function make the call. Without a function it is the operator's. */
  readonly refusal: (caller: FunctionDefinition | undefined, call: ServiceCall) => string | undefined;
  readonly all: UsedPermissions['all'];
};

/** Operators are administrators of the account: only what a resource forbids everybody is forbidden to them. */
const everything: Statement = { effect: 'Allow', actions: ['*'], resources: ['*'], conditions: {} };
const operator = { name: 'operator', role: arn('iam', 'role/operator') };

/** What the template lets each function do. Throws `StartError` for policies that can't be evaluated. */
export const functionPermissions = (
  resources: Resources,
  functions: readonly FunctionDefinition[],
): FunctionPermissions => {
  const ofRoles = policiesOfRoles(resources);
  const granted = new Map(functions.map(({ name, role = '' }) => [name, ofRoles.get(role) ?? []]));
  const ofResources = policiesOfResources(resources);
  const accessesOf = accessReader(resources);
  const used = usedPermissions(granted);
  return {
    all: used.all,
    refusal: (caller, call) => {
      const own = caller ? (granted.get(caller.name) ?? []) : [everything];
      const { name, role = arn('iam', 'role/none') } = caller ?? operator;
      const everywhere = { 'aws:PrincipalArn': [role], 'aws:SecureTransport': ['true'] };
      for (const access of accessesOf(call)) {
        const { action, resource, context } = access;
        const verdict = judge(own, ofResources, { ...access, context: { ...context, ...everywhere } });
        if (verdict.refusal !== undefined)
          return `User: ${assumed(role, name)} is not authorized to perform: ${action} on resource: ${resource} ${verdict.refusal}`;
        used.note(name, verdict.allowedBy, access);
      }
      return undefined;
    },
  };
};

/** As AWS names whoever has taken a role: a function under its own name. */
const assumed = (role: string, session: string): string =>
  `${role.replace(':iam::', ':sts::').replace(':role/', ':assumed-role/')}/${session}`;
