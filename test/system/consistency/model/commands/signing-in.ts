import * as fc from 'fast-check';
import type { Person } from '#test/system/consistency/model/model.ts';
import type { World } from '#test/system/consistency/model/world.ts';
import { type FactsOf, pick, steps } from './step.ts';

const changing = fc.record({
  who: fc.nat(6),
  // Mostly an address that a person has or had, or that was invited.
  which: fc.nat(9),
  isVerified: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
});

const addressesFor = ({ model: { run, people } }: World, { label }: Person): string[] => [
  `new-${label}@${run}.test`,
  `${label}@${run}.test`,
  `a+b@${run}.test`,
  ...people.map(({ email }) => email),
];

/** Changes the Google address of an account and signs in. */
const changeAddress = async (world: World, { who, which, isVerified }: FactsOf<typeof changing>): Promise<void> => {
  const { model, client, markers } = world;
  const person = pick(model.people, who);
  person.email = pick(addressesFor(world, person), which);
  person.verified = isVerified;
  await client.signIn(person);
  // Until then record-changes may move memberships to an address that has become free.
  await markers.passed({ mailer: false });
};

export const signingInSteps = [
  { weight: 4, arbitrary: steps({ name: 'change address', facts: changing, run: changeAddress }) },
];
