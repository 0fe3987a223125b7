import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { personName } from '#core/caller.ts';
import { emailField } from '#core/contract/email-field.ts';
import { presentInstant } from '#core/instant.ts';
import { OperatorError, Problem } from '#core/problem.ts';
import type { Actor, Origin } from '#core/table/change.ts';
import { settings } from '#functions/aws/settings.ts';
import { faultsOf } from '#functions/endpoint/validation-messages.ts';

/** The product as the actor of operator commands. */
export const product = () => ({ name: settings.productName(), email: settings.senderEmail() });

/**
 * Who called, as the command line learned it from AWS. Lambda does not tell a function its caller, so this is what the
 * caller says; IAM decides who may call.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
const calledBy = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  email: z.optional(emailField),
});

const withCaller = z.object({ calledBy: z.optional(calledBy) });

/** Returns the operator as the actor, or the product if the call does not name one. */
const actorOf = ({ calledBy: operator }: z.output<typeof withCaller>): Actor =>
  operator
    ? { type: 'system', ...operator, name: personName(operator.name, operator.email ?? '') || product().name }
    : { type: 'system', ...product() };

/** Returns an event without its caller. Values other than objects are returned as they are. */
const withoutCaller = (event: unknown): unknown => {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event;
  const { calledBy: _, ...asked }: Record<string, unknown> = { ...event };
  return asked;
};

type CommandError = { readonly errors: ReturnType<typeof faultsOf> } | { readonly error: string };

/**
 * Creates the Lambda handler of an operator command, which is called through Lambda's Invoke API. Returns
 * `{ errors: [{ path, message }] }` for invalid input, and `{ error: <a sentence> }` if a rule rejects the command.
 */
export const command =
  <S extends z.ZodMiniType, A>(schema: S, run: (asked: z.output<S>, origin: Origin) => Promise<A>) =>
  async (event: unknown, { awsRequestId }: Context): Promise<A | CommandError> => {
    const caller = withCaller.safeParse(event ?? {});
    if (!caller.success) return { errors: faultsOf(caller.error) };
    const asked = schema.safeParse(withoutCaller(event));
    if (!asked.success) return { errors: faultsOf(asked.error) };
    const at = presentInstant();
    try {
      return await run(asked.data, { at, by: actorOf(caller.data), requestId: awsRequestId });
    } catch (error) {
      if (error instanceof Problem || error instanceof OperatorError) return { error: error.message };
      throw error;
    }
  };
