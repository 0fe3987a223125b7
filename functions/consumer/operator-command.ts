import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { presentInstant } from '#core/instant.ts';
import { OperatorError, Problem } from '#core/problem.ts';
import type { Origin } from '#core/table/change.ts';
import { settings } from '#functions/aws/settings.ts';
import { faultsOf } from '#functions/endpoint/validation-messages.ts';

/** The product as the actor of operator commands. */
export const product = () => ({ name: settings.productName(), email: settings.senderEmail() });

type CommandError = { readonly errors: ReturnType<typeof faultsOf> } | { readonly error: string };

/**
 * Creates the Lambda handler of an operator command, which is called through Lambda's Invoke API. Returns
 * `{ errors: [{ path, message }] }` for invalid input, and `{ error: <a sentence> }` if a rule rejects the command.
 */
export const command =
  <S extends z.ZodMiniType, A>(schema: S, run: (asked: z.output<S>, origin: Origin) => Promise<A>) =>
  async (event: unknown, { awsRequestId }: Context): Promise<A | CommandError> => {
    const asked = schema.safeParse(event);
    if (!asked.success) return { errors: faultsOf(asked.error) };
    const at = presentInstant();
    try {
      return await run(asked.data, { at, by: { type: 'system', ...product() }, requestId: awsRequestId });
    } catch (error) {
      if (error instanceof Problem || error instanceof OperatorError) return { error: error.message };
      throw error;
    }
  };
