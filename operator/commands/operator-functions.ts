import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { clientSettings } from 'cdk-local/run-info';
import * as z from 'zod';
import { runningStack } from '#operator/local-run/running-stack.ts';

const misfit = z.object({ path: z.string(), message: z.string() });

/** A value that a function does not take: its name, and what it must be. */
export type Misfit = z.infer<typeof misfit>;

export class MisfitError extends Error {
  readonly misfits: readonly Misfit[];

  constructor(misfits: readonly Misfit[]) {
    super('Some values do not fit.');
    this.misfits = misfits;
  }
}

const misfits = z.object({ errors: z.array(misfit) });

/** What the function has to say instead of an answer; Lambda's own error where it threw. */
const refused = z.union([
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ errorMessage: z.string() }).transform(({ errorMessage }) => errorMessage),
]);

export type Place = { readonly url: string } | { readonly stage: string };

type Flags = { readonly url?: string | undefined; readonly stage?: string | undefined };

export const placeOf = ({ url, stage }: Flags): Place =>
  stage === undefined ? { url: url ?? 'http://localhost:3000' } : { stage };

/** What the names of a deployment's functions and rules begin with. */
export const prefixOf = (place: Place): string => `invitations-${'url' in place ? 'local' : place.stage}-`;

// A command whose answer was lost has been done all the same: again, it would make a second organization.
const maxAttempts = 1;

const localClient = async (url: string): Promise<LambdaClient> => {
  const { awsEndpoint } = await runningStack(url);
  return new LambdaClient({ ...clientSettings(awsEndpoint), maxAttempts });
};

/** Calls an operator's function through Lambda's Invoke API, on a deployed stage or on a local run. Throws a sentence. */
export const callOperatorFunction = async (name: string, event: unknown, place: Place): Promise<unknown> => {
  const client = 'url' in place ? await localClient(place.url) : new LambdaClient({ maxAttempts });
  const FunctionName = `${prefixOf(place)}${name}`;
  const { Payload } = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  const answer: unknown = JSON.parse(Payload?.transformToString() ?? 'null');
  const unfit = misfits.safeParse(answer);
  if (unfit.success) throw new MisfitError(unfit.data.errors);
  const refusal = refused.safeParse(answer);
  if (refusal.success) throw new Error(refusal.data);
  return answer;
};
