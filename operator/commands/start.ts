import { whenAskedToEnd } from 'cdk-local/on-shutdown-signal';
import { CannotStart } from 'cdk-local/start-error';
import { type Local, startLocal } from '#operator/local-run/start-local.ts';
import { startOptions, usage } from '#operator/local-run/start-options.ts';

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
