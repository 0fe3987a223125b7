import type * as z from 'zod/mini';
import type { ProblemCode } from './problems.ts';

/** One line of the HTTP interface: the route, who may call it, what goes in and what comes out. */
export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with parameters in braces, as API Gateway and OpenAPI write it. */
  readonly path: string;
  readonly summary: string;
  /** `member` and `admin` are of the organization in the path. */
  readonly caller: 'anyone' | 'signed-in' | 'member' | 'admin';
  readonly params: z.ZodMiniObject;
  readonly query: z.ZodMiniObject;
  /** Headers that a request may carry, by name. */
  readonly headers?: Readonly<Record<string, z.ZodMiniType>>;
  /** `undefined` where the operation takes no body. */
  readonly body: z.ZodMiniType | undefined;
  /** Whether the body may have 1 MiB. @default 64 KiB */
  readonly largeBody?: true;
  /** Status and body of each answer that is no problem; `undefined` for an empty body. */
  readonly answers: Readonly<Record<number, z.ZodMiniType | undefined>>;
  /** Answers the page as CSV for `Accept: text/csv`; the cursor of the next one is then in the header `Next-Cursor`. */
  readonly csv?: true;
  /** Codes this operation can answer beside those every operation can. */
  readonly problems: readonly ProblemCode[];
};

export const operation = <const O extends Operation>(definition: O): O => definition;
