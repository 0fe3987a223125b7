import type * as z from 'zod/mini';
import type { ProblemCode } from './problems.ts';

/** An operation of the API: route, permitted callers, request and response schemas. */
export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with parameters in braces, as in API Gateway and OpenAPI. */
  readonly path: string;
  readonly summary: string;
  /** `member` and `admin` refer to the organization in the path. */
  readonly caller: 'anyone' | 'signed-in' | 'member' | 'admin';
  readonly params: z.ZodMiniObject;
  readonly query: z.ZodMiniObject;
  /** Request headers, by name. */
  readonly headers?: Readonly<Record<string, z.ZodMiniType>>;
  /** `undefined` for an operation without a body. */
  readonly body: z.ZodMiniType | undefined;
  /** Allows a body of up to 1 MiB. @default 64 KiB */
  readonly largeBody?: true;
  /** Status and body of each success response; `undefined` for an empty body. */
  readonly answers: Readonly<Record<number, z.ZodMiniType | undefined>>;
  /** Also returns the page as CSV for `Accept: text/csv`, with the next cursor in the header `Next-Cursor`. */
  readonly csv?: true;
  /** Problem codes of this operation, besides the shared ones. */
  readonly problems: readonly ProblemCode[];
};

export const operation = <const O extends Operation>(definition: O): O => definition;
