import * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { type FunctionDefinition, functionNamed } from './functions.ts';
import { propertiesOf, type Resources } from './resources.ts';

const json = z.json();

const ruleProperties = z.object({
  EventBusName: z.literal('default', 'only the default bus is supported').optional(),
  EventPattern: z.record(z.string(), json),
  ScheduleExpression: z.undefined('schedules are not supported').optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string() })),
});

const invokeProperties = z.object({
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().default(2),
});

const permissionProperties = z.object({ FunctionName: z.string(), Principal: z.string() });

/** An EventBridge rule and one function that it invokes. */
export type EventRule = {
  /** Stable across runs. */
  readonly id: string;
  /** JSON. */
  readonly pattern: string;
  readonly function: FunctionDefinition;
  /** Number of retries after the first attempt. */
  readonly retryAttempts: number;
  /** ARN of the on-failure queue. */
  readonly failureDestination: string | undefined;
};

const assertInvocable = (resources: Resources, { name, arn }: FunctionDefinition): void => {
  const isPermitted = resources
    .of('AWS::Lambda::Permission')
    .map((permission) => propertiesOf(permission, permissionProperties))
    .some(({ FunctionName, Principal }) => Principal === 'events.amazonaws.com' && [name, arn].includes(FunctionName));
  if (!isPermitted) throw new StartError(`The template doesn't permit EventBridge to invoke ${name}.`);
};

export const eventRulesOf = (resources: Resources, functions: readonly FunctionDefinition[]): readonly EventRule[] => {
  const settings = resources
    .of('AWS::Lambda::EventInvokeConfig')
    .map((resource) => propertiesOf(resource, invokeProperties));
  return resources.of('AWS::Events::Rule').flatMap((resource) => {
    const { EventPattern, State, Targets } = propertiesOf(resource, ruleProperties);
    if (State === 'DISABLED') return [];
    return Targets.map(({ Arn }, index): EventRule => {
      const invoked = functionNamed(functions, Arn);
      assertInvocable(resources, invoked);
      const setting = settings.find(({ FunctionName }) => [invoked.name, invoked.arn].includes(FunctionName));
      return {
        id: `${resource.logicalId}/${index}`,
        pattern: JSON.stringify(EventPattern),
        function: invoked,
        retryAttempts: setting?.MaximumRetryAttempts ?? 2,
        failureDestination: setting?.DestinationConfig?.OnFailure?.Destination,
      };
    });
  });
};
