import * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { propertiesOf, type Resource, type Resources } from './resources.ts';

const functionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
  Handler: z.string(),
  Layers: z.array(z.string()).max(0, 'layers are not served locally').optional(),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Role: z.string().optional(),
  Runtime: z.string(),
  Timeout: z.coerce.number().default(3),
});

/** A Lambda function as the template describes it. */
export type FunctionDefinition = {
  readonly name: string;
  readonly arn: string;
  /** ARN of the role whose rights it has; without one it has none. */
  readonly role?: string | undefined;
  /** The folder that would be unpacked at /var/task. */
  readonly folder: string;
  /** `file.export` */
  readonly handler: string;
  readonly runtime: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly concurrency: number;
};

/** Lambda would run more at once; four are enough to show every race and spare the machine. */
const workersPerFunction = 4;

const functionOf = (resource: Resource): FunctionDefinition => {
  const properties = propertiesOf(resource, functionProperties);
  const folder = resource.asset(properties.Code.S3Key);
  if (folder === undefined) throw new StartError(`The assembly has no code for the function ${resource.ref}.`);
  return {
    name: resource.ref,
    arn: resource.attribute('Arn'),
    role: properties.Role,
    folder,
    handler: properties.Handler,
    runtime: properties.Runtime,
    environment: properties.Environment.Variables,
    memoryMegabytes: properties.MemorySize,
    timeoutSeconds: properties.Timeout,
    concurrency: Math.min(properties.ReservedConcurrentExecutions ?? workersPerFunction, workersPerFunction),
  };
};

/** What CDK has functions of its own for. */
const deployments = ['Custom::CDKBucketDeployment', 'Custom::S3AutoDeleteObjects'];

/** The functions of the app. Those that only work on a deployment itself are played by whoever reads what they would do. */
export const functionsOf = (resources: Resources): readonly FunctionDefinition[] => {
  const deploying = resources.of(...deployments).map(({ properties }) => properties.ServiceToken);
  return resources
    .of('AWS::Lambda::Function')
    .filter((resource) => !deploying.includes(resource.attribute('Arn')))
    .map(functionOf);
};

/**
 * Which function an integration, a mapping or a trigger means: they name it by its ARN, with or without API
 * Gateway's path around it, or by its name.
 */
export const functionNamed = (functions: readonly FunctionDefinition[], reference: string): FunctionDefinition => {
  const found = functions.find(
    ({ name, arn }) => reference === name || reference === arn || reference.includes(`${arn}/`),
  );
  if (!found) throw new StartError(`The template refers to a function that isn't in it: ${reference}.`);
  return found;
};
