import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { clientSettings } from 'cdk-local/run-info';
import * as z from 'zod';
import { runningStack } from '#operator/local-run/running-stack.ts';

const validationError = z.object({ path: z.string(), message: z.string() });

/** An invalid value: its name, and what it must be. */
export type ValidationError = z.infer<typeof validationError>;

/** A function rejected values of its event. */
export class InvalidCommandError extends Error {
  readonly errors: readonly ValidationError[];

  constructor(errors: readonly ValidationError[]) {
    super('Some values are invalid.');
    this.errors = errors;
  }
}

const validationErrors = z.object({ errors: z.array(validationError) });

/** Parses the error message of a function's response, or Lambda's own if the function threw. */
const errorMessage = z.union([
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ errorMessage: z.string() }).transform(({ errorMessage }) => errorMessage),
]);

export type Place = { readonly url: string } | { readonly stage: string };

type Flags = { readonly url?: string | undefined; readonly stage?: string | undefined };

export const placeOf = ({ url, stage }: Flags): Place =>
  stage === undefined ? { url: url ?? 'http://localhost:3000' } : { stage };

/** Returns the prefix of the names of a deployment's functions and rules. */
export const prefixOf = (place: Place): string => `invitations-${'url' in place ? 'local' : place.stage}-`;

// No retries: a command whose response was lost was still executed, and would create a second organization.
const maxAttempts = 1;

const localClient = async (url: string): Promise<LambdaClient> => {
  const { awsEndpoint } = await runningStack(url);
  return new LambdaClient({ ...clientSettings(awsEndpoint), maxAttempts });
};

/**
 * Invokes an operator function, on a deployed stage or a local run, and returns its response. Throws
 * `InvalidCommandError`, or an error with a message for the terminal.
 */
export const callOperatorFunction = async (name: string, event: unknown, place: Place): Promise<unknown> => {
  const client = 'url' in place ? await localClient(place.url) : new LambdaClient({ maxAttempts });
  const FunctionName = `${prefixOf(place)}${name}`;
  const { Payload } = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  const response: unknown = JSON.parse(Payload?.transformToString() ?? 'null');
  const invalid = validationErrors.safeParse(response);
  if (invalid.success) throw new InvalidCommandError(invalid.data.errors);
  const failed = errorMessage.safeParse(response);
  if (failed.success) throw new Error(failed.data);
  return response;
};
