import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { agreeOnSome } from '#test/system/consistency/model/agree.ts';
import type { Answer } from '#test/system/consistency/model/client.ts';
import type { Invitation, Organization, Person } from '#test/system/consistency/model/model.ts';
import { memberIn, pendingOf, type Verdict } from '#test/system/consistency/model/rules.ts';
import type { World } from '#test/system/consistency/model/world.ts';

/** A step: carries out an action, compares the response with the model, and updates the model. */
export type Step = fc.AsyncCommand<World, World>;

type Named<Facts> = {
  readonly name: string;
  readonly facts: fc.Arbitrary<Facts>;
  /** Returns true if the step is possible. @default always */
  readonly isPossible?: (world: World, facts: Facts) => boolean;
  readonly run: (world: World, facts: Facts) => Promise<void>;
};

/** Creates steps of one kind with generated facts. After each, the API is compared with the model. */
export const steps = <Facts>({ name, facts, isPossible = () => true, run }: Named<Facts>) =>
  facts.map(
    (chosen): Step => ({
      check: (world) => isPossible(world, chosen),
      run: async (world) => {
        await run(world, chosen);
        world.steps.done += 1;
        await agreeOnSome(world);
      },
      toString: () => `${name}(${JSON.stringify(chosen)})`,
    }),
  );

/** The type of an arbitrary's values. */
export type FactsOf<A> = A extends fc.Arbitrary<infer Facts> ? Facts : never;

/** Selects an element by a number, for any length. */
export const pick = <T>(list: readonly T[], n: number): T =>
  list[n % list.length] ?? assert.fail('nothing to pick from');

/** Selects a person: mostly an admin, so that most actions are permitted. */
export const actor = fc.record({ isAdmin: fc.integer({ min: 0, max: 5 }).map((n) => n > 0), n: fc.nat(50) });
type Actor = { readonly isAdmin: boolean; readonly n: number };

export const actorIn = ({ model }: World, organization: Organization, { isAdmin, n }: Actor): Person => {
  const admins = model.people.filter(({ userId }) => memberIn(organization, userId)?.role === 'admin');
  return pick(isAdmin ? admins : model.people, n);
};

export const anInvitation = fc.record({ organization: fc.nat(1), by: actor, isPending: fc.boolean(), n: fc.nat(200) });
export type AnInvitation = {
  readonly organization: number;
  readonly by: Actor;
  readonly isPending: boolean;
  readonly n: number;
};

/** Selects a pending invitation if requested and available, otherwise any. */
export const chosenInvitation = (
  organization: Organization,
  { isPending, n }: Pick<AnInvitation, 'isPending' | 'n'>,
  now: number,
): Invitation => {
  const pending = pendingOf(organization, now);
  return pick(isPending && pending.length > 0 ? pending : organization.invitations, n);
};

/** Expects the status and code of the rules. */
export const agrees = (answer: Answer, verdict: Verdict, what: string): void => {
  const { status, body } = answer;
  assert.deepEqual({ status, code: body?.code }, { status: verdict.status, code: verdict.code }, what);
};
