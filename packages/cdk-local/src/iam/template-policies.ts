import * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { propertiesOf, type Resource, type Resources } from '../template/resources.ts';
import { type Statement, statementsIn } from './policy.ts';

const inline = z.object({ PolicyDocument: z.json() });
const role = z.object({
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.undefined('permissions boundaries are not evaluated locally').optional(),
  Policies: z.array(inline).default([]),
});
const attached = inline.extend({ Roles: z.array(z.string()).default([]) });
const withPolicy = z.object({ ResourcePolicy: inline.optional() });

/** AWS managed policies for logs and traces, which are not emulated. */
const withoutEffect = /:policy\/(service-role\/AWSLambdaBasicExecutionRole|AWSXRayDaemonWriteAccess)$/;

const statementsOf = (resource: Resource, policy: unknown): readonly Statement[] => {
  try {
    return statementsIn(policy);
  } catch (error) {
    const why = error instanceof z.ZodError ? error.issues[0]?.message : String(error);
    throw new StartError(`The policy ${resource.logicalId} can't be evaluated: ${why}`);
  }
};

/** Returns the statements of all policies of each role, by the role's ARN. */
export const policiesOfRoles = (resources: Resources): ReadonlyMap<string, readonly Statement[]> => {
  const policies = resources
    .of('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy')
    .map((resource) => ({ resource, ...propertiesOf(resource, attached) }));
  const managed = (resource: Resource, arn: string): readonly Statement[] => {
    const found = policies.find((policy) => policy.resource.ref === arn);
    if (found) return statementsOf(found.resource, found.PolicyDocument);
    if (withoutEffect.test(arn)) return [];
    throw new StartError(`The role ${resource.logicalId} has the policy ${arn}, which isn't in the template.`);
  };
  return new Map(
    resources.of('AWS::IAM::Role').map((resource) => {
      const { ManagedPolicyArns, Policies } = propertiesOf(resource, role);
      const statements = [
        ...Policies.flatMap(({ PolicyDocument }) => statementsOf(resource, PolicyDocument)),
        ...policies
          .filter(({ Roles }) => Roles.includes(resource.ref))
          .flatMap((policy) => statementsOf(policy.resource, policy.PolicyDocument)),
        ...ManagedPolicyArns.flatMap((arn) => managed(resource, arn)),
      ];
      return [resource.attribute('Arn'), statements];
    }),
  );
};

/** Returns the statements of the resource policies of tables and queues. */
export const policiesOfResources = (resources: Resources): readonly Statement[] => [
  ...resources.of('AWS::DynamoDB::Table').flatMap((resource) => {
    const { ResourcePolicy } = propertiesOf(resource, withPolicy);
    return ResourcePolicy ? statementsOf(resource, ResourcePolicy.PolicyDocument) : [];
  }),
  ...resources
    .of('AWS::SQS::QueuePolicy')
    .flatMap((resource) => statementsOf(resource, propertiesOf(resource, inline).PolicyDocument)),
];
