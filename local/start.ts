import { whenAskedToEnd } from './asked-to-end.ts';
import { CannotStart } from './cannot-start.ts';
import { type Local, startLocal } from './start-local.ts';
import { startOptions, usage } from './start-options.ts';

const addresses = ({ url }: Local): string =>
  [`console  ${url}/`, `API      ${url}/v1`, `inbox    ${url}/local/inbox`, 'ready'].join('\n');

const fail = (error: unknown): void => {
  // Only what nobody foresaw keeps its stack.
  console.error(error instanceof CannotStart ? error.message : error);
  process.exit(1);
};

const run = async (): Promise<void> => {
  const options = startOptions(process.argv.slice(2), process.env);
  if (options === 'help') return console.log(usage);
  const starting = startLocal(options);
  let ending = false;
  whenAskedToEnd(() => {
    ending = true;
    starting
      .then((local) => local.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  });
  const local = await starting;
  if (ending) return;
  console.log(addresses(local));
  local.failed.then((sentence) => fail(new CannotStart(sentence)));
};

run().catch(fail);
