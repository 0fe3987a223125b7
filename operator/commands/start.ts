import { runProcess } from 'cdk-local/run-process';
import { startLocal } from '#operator/local-run/start-local.ts';
import { startOptions, usage } from '#operator/local-run/start-options.ts';

runProcess(
  () => {
    const options = startOptions(process.argv.slice(2), process.env);
    if (options === 'help') return void console.log(usage);
    return startLocal(options);
  },
  ({ url }) => [`console  ${url}/`, `API      ${url}/v1`, `inbox    ${url}/local/inbox`, 'ready'].join('\n'),
);
