#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { commandLine, usage } from '../src/run/command-line.ts';
import { runProcess } from '../src/run/run-process.ts';
import { startApp } from '../src/run/start-app.ts';

runProcess(
  () => {
    const options = commandLine(process.argv.slice(2), process.env, process.cwd());
    if (options === 'help') return void console.log(usage);
    return startApp(options);
  },
  ({ url }) => `app    ${url}/\ninbox  ${url}/local/inbox\nready`,
);
