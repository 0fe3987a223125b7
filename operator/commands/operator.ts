import { parseArgs } from 'node:util';
import { callOperatorFunction, InvalidCommandError, placeOf, type ValidationError } from './operator-functions.ts';
import { operatorIdentity } from './operator-identity.ts';
import { reconcileToTheEnd } from './reconcile.ts';

/** A flag of the command line that becomes a field of the function's event. */
type Flag = {
  readonly flag: string;
  /** @default false */
  readonly needed?: true;
  /** @default the text itself */
  readonly read?: (flag: string, text: string) => unknown;
};

type Command = Readonly<Record<string, Flag>>;

const count = (flag: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${flag} takes a number, not "${text}".`);
  return Number(text);
};

/** Parses a limit. `none` removes it. */
const limit = (flag: string, text: string): number | null => (text === 'none' ? null : count(flag, text));

const yes = (flag: string, text: string): true => {
  if (text !== 'yes') throw new Error(`--${flag} takes yes.`);
  return true;
};

const organizationId = { flag: 'organization', needed: true } as const;
const adminEmail = { flag: 'admin', needed: true } as const;
const plan = { flag: 'plan', needed: true } as const;

const commands: Readonly<Record<string, Command>> = {
  'create-organization': {
    name: { flag: 'name', needed: true },
    plan,
    adminEmail,
    memberLimit: { flag: 'member-limit', read: count },
  },
  'invite-admin': { organizationId, adminEmail },
  'change-plan': { organizationId, plan },
  'set-limits': {
    organizationId,
    pendingInvitations: { flag: 'pending-invitations', read: limit },
    members: { flag: 'members', read: limit },
    emailsPerDay: { flag: 'emails-per-day', read: limit },
  },
  'pause-organization': { organizationId, reason: { flag: 'reason', needed: true } },
  'resume-organization': { organizationId },
  'show-organization': { organizationId },
  'migrate-team-names': { organizationId: { flag: 'organization' }, after: { flag: 'after' } },
  'index-members': { organizationId: { flag: 'organization' }, after: { flag: 'after' } },
  replay: { forget: { flag: 'forget', read: yes } },
  reconcile: {
    organizationId: { flag: 'organization' },
    olderThanSeconds: { flag: 'older-than', read: count },
    after: { flag: 'after' },
  },
};

const usageOf = (name: string, command: Command): string => {
  const flags = Object.values(command).map(({ flag, needed }) => (needed ? `--${flag} ...` : `[--${flag} ...]`));
  return `Usage: npm run --silent ${name} -- ${flags.join(' ')} [--url http://localhost:3000 | --stage STAGE]`;
};

type Values = Readonly<Record<string, string | undefined>>;

const eventOf = (command: Command, values: Values) =>
  Object.fromEntries(
    Object.entries(command).flatMap(([name, { flag, read = (_: string, text: string): unknown => text }]) => {
      const text = values[flag];
      return text === undefined ? [] : [[name, read(flag, text)]];
    }),
  );

/** Returns a validation error with the flag's name: `--admin must be an email address.` */
const withFlag = (command: Command, { path, message }: ValidationError): string => {
  const flag = command[path]?.flag;
  return `${flag === undefined ? `This command must` : `--${flag}`} ${message}.`;
};

const valuesOf = (flags: readonly string[], command: Command, usage: string): Values => {
  const known = [...Object.values(command).map(({ flag }) => flag), 'url', 'stage'];
  const options = Object.fromEntries(known.map((flag) => [flag, { type: 'string' } as const]));
  try {
    return parseArgs({ args: [...flags], options }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}. ${usage}`);
  }
};

const run = async ([name = '', ...flags]: readonly string[]): Promise<unknown> => {
  const command = commands[name];
  if (command === undefined) throw new Error(`The operator commands are ${Object.keys(commands).join(', ')}.`);
  const usage = usageOf(name, command);
  const values = valuesOf(flags, command, usage);
  const complete = Object.values(command).every(({ flag, needed }) => !needed || values[flag] !== undefined);
  if (!complete || (values.url !== undefined && values.stage !== undefined)) throw new Error(usage);
  const place = placeOf(values);
  // A local run has no AWS account: the product is the actor of its commands.
  const calledBy = 'stage' in place ? await operatorIdentity() : undefined;
  const call = (event: Readonly<Record<string, unknown>>) =>
    callOperatorFunction(name, { ...event, ...(calledBy && { calledBy }) }, place);
  const event = eventOf(command, values);
  try {
    return await (name === 'reconcile' ? reconcileToTheEnd(event, call, console.error) : call(event));
  } catch (error) {
    if (!(error instanceof InvalidCommandError)) throw error;
    throw new Error(error.errors.map((one) => withFlag(command, one)).join(' '));
  }
};

try {
  console.log(JSON.stringify(await run(process.argv.slice(2))));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
