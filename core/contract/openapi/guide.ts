import type * as z from 'zod/mini';
import type { OperationName, operations } from '#core/contract/operations.ts';
import { auditGuide } from './guide-audit.ts';
import { inviteeGuide } from './guide-invitee.ts';
import { invitingGuide } from './guide-inviting.ts';
import { membersGuide } from './guide-members.ts';
import { organizationGuide } from './guide-organization.ts';

type Tag = 'API' | 'Organization' | 'Teams' | 'Members' | 'Invitations' | 'Invitee' | 'Audit log';

/** Description and example of a list filter. */
type ListFilter = readonly [description: string, example: string];

/** The description of an operation, which the schemas do not have. */
export type Guide = {
  readonly tag: Tag;
  readonly description: string;
  readonly filters?: Readonly<Record<string, ListFilter>>;
  /** Examples of the request body and of each response. */
  readonly body?: unknown;
  /** More examples of the body, by name. */
  readonly otherBodies?: Readonly<Record<string, unknown>>;
  /** Description of `limit`, if it differs from the shared one. */
  readonly limit?: string;
  readonly answers: Readonly<Record<number, unknown>>;
  readonly csv?: string;
};

type Operations = typeof operations;
type Filter<N extends OperationName> = Exclude<keyof Operations[N]['query']['shape'], 'limit' | 'cursor'>;
type Body<N extends OperationName> = Operations[N]['body'];
type Answers<N extends OperationName> = Operations[N]['answers'];

/** Guides of some operations. Missing or wrong members are type errors. */
export type GuidesOf<Name extends OperationName> = {
  readonly [N in Name]: Guide & {
    readonly answers: {
      readonly [S in keyof Answers<N>]: Answers<N>[S] extends z.ZodMiniType ? z.input<Answers<N>[S]> : null;
    };
  } & (Body<N> extends z.ZodMiniType ? { readonly body: z.input<Body<N>> } : { readonly body?: never }) &
    ([Filter<N>] extends [never]
      ? { readonly filters?: never }
      : { readonly filters: { readonly [F in Filter<N>]: ListFilter } });
};

export const guides: GuidesOf<OperationName> = {
  ...organizationGuide,
  ...membersGuide,
  ...invitingGuide,
  ...inviteeGuide,
  ...auditGuide,
};
