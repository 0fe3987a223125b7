import type * as z from 'zod';
import type { OperationName, operations } from '#core/contract/operations.ts';
import { auditGuide } from './guide-audit.ts';
import { inviteeGuide } from './guide-invitee.ts';
import { invitingGuide } from './guide-inviting.ts';
import { membersGuide } from './guide-members.ts';
import { organizationGuide } from './guide-organization.ts';

export type Tag = 'API' | 'Organization' | 'Teams' | 'Members' | 'Invitations' | 'Invitee' | 'Audit log';

/** What the contract's schemas don't say of an operation. */
export type Guide = {
  readonly tag: Tag;
  readonly description: string;
  /** What each filter of a list does. */
  readonly filters?: Readonly<Record<string, string>>;
  /** Examples of a request's query and body, and of each answer. */
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly answers: Readonly<Record<number, unknown>>;
};

type Operations = typeof operations;
type Filter<N extends OperationName> = Exclude<keyof Operations[N]['query']['shape'], 'limit' | 'cursor'>;
type Body<N extends OperationName> = Operations[N]['body'];
type Answers<N extends OperationName> = Operations[N]['answers'];

/** Guides of some operations. What is left out, or does not fit the contract, does not compile. */
export type GuidesOf<Name extends OperationName> = {
  readonly [N in Name]: Guide & {
    readonly answers: {
      readonly [S in keyof Answers<N>]: Answers<N>[S] extends z.ZodType ? z.input<Answers<N>[S]> : null;
    };
  } & (Body<N> extends z.ZodType ? { readonly body: z.input<Body<N>> } : { readonly body?: never }) &
    ([Filter<N>] extends [never]
      ? { readonly filters?: never }
      : { readonly filters: { readonly [F in Filter<N>]: string }; readonly query: z.input<Operations[N]['query']> });
};

export const guides: GuidesOf<OperationName> = {
  ...organizationGuide,
  ...membersGuide,
  ...invitingGuide,
  ...inviteeGuide,
  ...auditGuide,
};
