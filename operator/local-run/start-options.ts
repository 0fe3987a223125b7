import { parseArgs } from 'node:util';
import { StartError } from 'cdk-local/start-error';
import type { LocalOptions } from './start-local.ts';

export const usage = `Usage: npm start -- [options]

  --port N                  port on localhost; 0 takes any free one (3000)
  --data FOLDER             folder that stores everything (.local)
  --fresh                   empty that folder first
  --invitation-lifetime T   how long an invitation is valid: 5s, 10m, 12h, 7d (7d)
  --resend-pause T          minimum time between two emails of an invitation (1m)
  --help                    show this

DYNAMODB_ENDPOINT=http://... uses a running DynamoDB instead of the embedded one.`;

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Returns the seconds of a duration such as 5s, 10m, 12h or 7d. Throws `StartError` for any other text. */
export const secondsIn = (flag: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const [, number, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const seconds = Number(number) * (secondsPerUnit[unit] ?? Number.NaN);
  if (!(seconds > 0)) throw new StartError(`--${flag} takes a time such as 5s, 10m, 12h or 7d, not "${text}".`);
  return seconds;
};

const portIn = (text: string): number => {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new StartError(`--port takes a number from 0 to 65535, not "${text}".`);
  return port;
};

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '3000' },
        data: { type: 'string', default: '.local' },
        fresh: { type: 'boolean', default: false },
        'invitation-lifetime': { type: 'string' },
        'resend-pause': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new StartError(`${sentence}: npm start -- --help lists the options.`);
  }
};

/** Parses the command line of `npm start`. Throws `StartError` for an unknown or invalid option. */
export const startOptions = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): LocalOptions | 'help' => {
  const flags = parsed(args);
  if (flags.help) return 'help';
  if (flags.data === '') throw new StartError('--data takes the name of a folder.');
  return {
    port: portIn(flags.port),
    data: flags.data,
    fresh: flags.fresh,
    invitationLifetimeSeconds: secondsIn('invitation-lifetime', flags['invitation-lifetime']),
    resendPauseSeconds: secondsIn('resend-pause', flags['resend-pause']),
    dynamodbEndpoint: environment.DYNAMODB_ENDPOINT || undefined,
  };
};
