import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { presentInstant } from '#core/instant.ts';
import { Problem, Refusal } from '#core/problem.ts';
import type { Origin } from '#core/table/change.ts';
import { settings } from '#functions/aws/settings.ts';
import { faultsOf } from '#functions/endpoint/validation-messages.ts';

/** Who invites where no member does: the product itself. */
export const product = () => ({ name: settings.productName(), email: settings.senderEmail() });

type Refused = { readonly errors: ReturnType<typeof faultsOf> } | { readonly error: string };

/**
 * The Lambda handler of an operator's command, called through Lambda's Invoke API. What doesn't fit answers `{ errors: [{ path, message }] }`,
 * what is refused `{ error: <a sentence> }`.
 */
export const command =
  <S extends z.ZodMiniType, A>(schema: S, run: (asked: z.output<S>, origin: Origin) => Promise<A>) =>
  async (event: unknown, { awsRequestId }: Context): Promise<A | Refused> => {
    const asked = schema.safeParse(event);
    if (!asked.success) return { errors: faultsOf(asked.error) };
    const at = presentInstant();
    try {
      return await run(asked.data, { at, by: { type: 'system', ...product() }, requestId: awsRequestId });
    } catch (error) {
      if (error instanceof Problem || error instanceof Refusal) return { error: error.message };
      throw error;
    }
  };
