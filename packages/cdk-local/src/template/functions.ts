import * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { propertiesOf, type Resource, type Resources } from './resources.ts';

const functionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
  Handler: z.string(),
  Layers: z.array(z.string()).max(0, 'layers are not supported').optional(),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Role: z.string().optional(),
  Runtime: z.string(),
  Timeout: z.coerce.number().default(3),
});

/** A Lambda function of the template. */
export type FunctionDefinition = {
  readonly name: string;
  readonly arn: string;
  /** ARN of its execution role. */
  readonly role?: string | undefined;
  /** Folder with its code. */
  readonly folder: string;
  /** `file.export` */
  readonly handler: string;
  readonly runtime: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly concurrency: number;
};

/** Fewer than on Lambda, to save memory. Enough to provoke races. */
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

/** Custom resources that CDK implements with functions. */
const deployments = ['Custom::CDKBucketDeployment', 'Custom::S3AutoDeleteObjects'];

/** Returns the functions of the app, without those that CDK adds for custom resources. */
export const functionsOf = (resources: Resources): readonly FunctionDefinition[] => {
  const deploying = resources.of(...deployments).map(({ properties }) => properties.ServiceToken);
  return resources
    .of('AWS::Lambda::Function')
    .filter((resource) => !deploying.includes(resource.attribute('Arn')))
    .map(functionOf);
};

/** Finds a function by its name, its ARN, or the ARN inside an API Gateway integration URI. Throws `StartError`. */
export const functionNamed = (functions: readonly FunctionDefinition[], reference: string): FunctionDefinition => {
  const found = functions.find(
    ({ name, arn }) => reference === name || reference === arn || reference.includes(`${arn}/`),
  );
  if (!found) throw new StartError(`The template refers to a function that isn't in it: ${reference}.`);
  return found;
};
