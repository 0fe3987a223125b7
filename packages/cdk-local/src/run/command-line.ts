import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { AppOptions } from './start-app.ts';
import { StartError } from './start-error.ts';

export const usage = `Usage: cdk-local [options]

  --app COMMAND|FOLDER   command that synthesizes the CDK app, or a folder that holds it synthesized (app in cdk.json)
  --context NAME=VALUE   context value of the app, any number of times (context in cdk.json)
  --sources GLOB         synthesize only when such a file has changed, any number of times (synthesize at each start)
  --env NAME=VALUE       replace an environment variable in the functions that have it, any number of times
  --port N               port on localhost; 0 takes any free one (3000)
  --data FOLDER          folder that keeps everything (.cdk-local)
  --fresh                empty that folder first
  --help                 show this

DYNAMODB_ENDPOINT=http://... uses a DynamoDB that runs already instead of the embedded one.`;

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        app: { type: 'string' },
        context: { type: 'string', multiple: true },
        sources: { type: 'string', multiple: true },
        env: { type: 'string', multiple: true },
        port: { type: 'string', default: '3000' },
        data: { type: 'string', default: '.cdk-local' },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new StartError(`${sentence}: cdk-local --help lists the options.`);
  }
};

const portIn = (text: string): number => {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new StartError(`--port takes a number from 0 to 65535, not "${text}".`);
  return port;
};

const pairsIn = (flag: string, texts: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(
    texts.map((text) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined) throw new StartError(`--${flag} takes NAME=VALUE, not "${text}".`);
      return [name, value];
    }),
  );

const cdkJson = z.object({ app: z.string().optional(), context: z.record(z.string(), z.unknown()).default({}) });

const readCdkJson = (directory: string): z.output<typeof cdkJson> => {
  const file = join(directory, 'cdk.json');
  return cdkJson.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const appOf = (flags: ReturnType<typeof parsed>, directory: string): AppOptions['app'] => {
  const settings = readCdkJson(directory);
  const { app = settings.app, context, sources = [] } = flags;
  if (app === undefined) throw new StartError('No app: name one with --app, or as "app" in cdk.json.');
  if (isFolder(join(directory, app))) return join(directory, app);
  return {
    directory,
    // The CDK CLI runs the command in a shell, too.
    command: ['/bin/sh', '-c', app],
    context: { ...settings.context, ...pairsIn('context', context) },
    ...(sources.length > 0 && { sources }),
  };
};

/** Parses the command line in a directory. Throws `StartError` for an unknown or invalid option. */
export const commandLine = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  directory: string,
): AppOptions | 'help' => {
  const flags = parsed(args);
  if (flags.help) return 'help';
  if (flags.data === '') throw new StartError('--data takes the name of a folder.');
  return {
    app: appOf(flags, directory),
    port: portIn(flags.port),
    data: flags.data,
    fresh: flags.fresh,
    environment: pairsIn('env', flags.env),
    dynamodbEndpoint: environment.DYNAMODB_ENDPOINT || undefined,
  };
};
