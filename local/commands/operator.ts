import { parseArgs } from 'node:util';
import { callOperatorFunction, type Place } from './operator-functions.ts';

type Values = Readonly<Record<string, string | undefined>>;

type Command = {
  /** Flags that must be there, and those that may. */
  readonly needed: readonly string[];
  readonly optional: readonly string[];
  readonly event: (values: Values) => Readonly<Record<string, unknown>>;
};

const count = (flag: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${flag} takes a number, not "${text}".`);
  return Number(text);
};

/** `none` lifts a limit. */
const limit = (flag: string, text: string | undefined): number | null | undefined => {
  if (text === undefined) return undefined;
  return text === 'none' ? null : count(flag, text);
};

const commands: Readonly<Record<string, Command>> = {
  'create-organization': {
    needed: ['name', 'plan', 'admin'],
    optional: ['member-limit'],
    event: ({ name, plan, admin, 'member-limit': members }) => ({
      name,
      plan,
      adminEmail: admin,
      memberLimit: members === undefined ? undefined : count('member-limit', members),
    }),
  },
  'invite-admin': {
    needed: ['organization', 'admin'],
    optional: [],
    event: ({ organization, admin }) => ({ organizationId: organization, adminEmail: admin }),
  },
  'change-plan': {
    needed: ['organization', 'plan'],
    optional: [],
    event: ({ organization, plan }) => ({ organizationId: organization, plan }),
  },
  'set-limits': {
    needed: ['organization'],
    optional: ['pending-invitations', 'members'],
    event: ({ organization, 'pending-invitations': pending, members }) => ({
      organizationId: organization,
      pendingInvitations: limit('pending-invitations', pending),
      members: limit('members', members),
    }),
  },
  'show-organization': {
    needed: ['organization'],
    optional: [],
    event: ({ organization }) => ({ organizationId: organization }),
  },
  replay: {
    needed: [],
    optional: ['forget'],
    event: ({ forget }) => ({ ...(forget !== undefined && { forget: forget === 'yes' }) }),
  },
  reconcile: {
    needed: [],
    optional: ['organization', 'older-than', 'after'],
    event: ({ organization, 'older-than': seconds, after }) => ({
      organizationId: organization,
      olderThanSeconds: seconds === undefined ? undefined : count('older-than', seconds),
      after,
    }),
  },
};

const usageOf = (name: string, { needed, optional }: Command): string => {
  const flags = [...needed.map((flag) => `--${flag} ...`), ...optional.map((flag) => `[--${flag} ...]`)];
  return `Usage: npm run --silent ${name} -- ${flags.join(' ')} [--url http://localhost:3000 | --stage STAGE]`;
};

const placeOf = ({ url, stage }: Values): Place =>
  stage === undefined ? { url: url ?? 'http://localhost:3000' } : { stage };

const run = async ([name = '', ...flags]: readonly string[]): Promise<unknown> => {
  const command = commands[name];
  if (command === undefined) throw new Error(`The operator's commands are ${Object.keys(commands).join(', ')}.`);
  const usage = usageOf(name, command);
  const known = [...command.needed, ...command.optional, 'url', 'stage'];
  const options = Object.fromEntries(known.map((flag) => [flag, { type: 'string' } as const]));
  let values: Values;
  try {
    ({ values } = parseArgs({ args: flags, options }));
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}. ${usage}`);
  }
  const complete = command.needed.every((flag) => values[flag] !== undefined);
  if (!complete || (values.url !== undefined && values.stage !== undefined)) throw new Error(usage);
  return callOperatorFunction(name, command.event(values), placeOf(values));
};

try {
  console.log(JSON.stringify(await run(process.argv.slice(2))));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
