import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { agreeOnSome } from '#test/system/consistency/model/agree.ts';
import type { Answer } from '#test/system/consistency/model/client.ts';
import type { Invitation, Organization, Person } from '#test/system/consistency/model/model.ts';
import { memberIn, pendingOf, type Verdict } from '#test/system/consistency/model/rules.ts';
import type { World } from '#test/system/consistency/model/world.ts';

/** Something that happens: does it at the system, holds the answer against the model, and brings the model up to date. */
export type Step = fc.AsyncCommand<World, World>;

type Named<Facts> = {
  readonly name: string;
  readonly facts: fc.Arbitrary<Facts>;
  /** Whether there is anything to do it to. @default always */
  readonly isPossible?: (world: World, facts: Facts) => boolean;
  readonly run: (world: World, facts: Facts) => Promise<void>;
};

/** Steps of one kind, with facts of all sorts. What the API shows is held against the model after each. */
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

/** What an arbitrary makes. */
export type FactsOf<A> = A extends fc.Arbitrary<infer Facts> ? Facts : never;

/** One of many, by a number that means something for any length. */
export const pick = <T>(list: readonly T[], n: number): T =>
  list[n % list.length] ?? assert.fail('nothing to pick from');

/** Mostly an admin, as most do what they may. */
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

/** A pending one where that is asked for and there is one; otherwise any, however long it is dead. */
export const chosenInvitation = (
  organization: Organization,
  { isPending, n }: Pick<AnInvitation, 'isPending' | 'n'>,
  now: number,
): Invitation => {
  const pending = pendingOf(organization, now);
  return pick(isPending && pending.length > 0 ? pending : organization.invitations, n);
};

/** The answer has the status and the code that the rules say. */
export const agrees = (answer: Answer, verdict: Verdict, what: string): void => {
  const { status, body } = answer;
  assert.deepEqual({ status, code: body?.code }, { status: verdict.status, code: verdict.code }, what);
};
