import { parseArgs } from 'node:util';
import { runAtOnce } from '#test/system/consistency/model/at-once/run-at-once.ts';
import { runModel } from '#test/system/consistency/model/run-model.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const until = performance.now() + Number(values.minutes) * 60_000;
let seed = Number(values.seed);
let [commands, actions, violations] = [0, 0, 0];

const say = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);

/** Runs one round and prints the result. Never rejects. */
const round = async (what: string, run: () => Promise<number>): Promise<number> => {
  try {
    const done = await run();
    say(`seed ${seed}: ${done} ${what}, no violation`);
    return done;
  } catch (error) {
    violations += 1;
    say(`seed ${seed}: VIOLATION ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    console.log(error instanceof Error ? error.cause : '');
    return 0;
  }
};

while (performance.now() < until) {
  commands += await round('commands', () => runModel({ seed, commands: 300 }));
  const crowd = { seed, people: 6, actions: 15 };
  actions += await round('concurrent actions', () => runAtOnce({ ...crowd, rounds: 5 }));
  actions += await round('more with failing calls', () => runAtOnce({ ...crowd, rounds: 2, faultShare: 0.05 }));
  seed += 1;
}
say(
  `${commands} sequential commands and ${actions} concurrent actions, seeds ${values.seed} to ${seed - 1}: ${violations} violations`,
);
process.exit(violations === 0 ? 0 : 1);
