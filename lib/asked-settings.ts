import { SettingsError, settingNames } from './stage-settings.ts';

type Context = Readonly<Record<string, unknown>>;

const askedNames = ['stage', ...settingNames];

/** Names of CDK's own context hold one of these, so that nobody takes them for ours. */
const isOfCdk = (name: string): boolean => /[@:/]/.test(name);

const pairsIn = (name: string): Set<string> =>
  new Set(Array.from(name.toLowerCase(), (_, at) => name.toLowerCase().slice(at, at + 2)));

/** From 0 to 1: how many pairs of letters two names have in common. */
const likeness = (one: string, other: string): number => {
  const [ours, theirs] = [pairsIn(one), pairsIn(other)];
  const common = [...ours].filter((pair) => theirs.has(pair)).length;
  return (2 * common) / (ours.size + theirs.size);
};

const nearest = (name: string): string =>
  askedNames.reduce((best, known) => (likeness(known, name) > likeness(best, name) ? known : best));

/** The stage and the settings that `cdk -c name=value` asks for. Throws `SettingsError` for a name that is none. */
export const askedSettings = (context: Context): { readonly stage: unknown; readonly overrides: Context } => {
  const [unknown] = Object.keys(context).filter((name) => !isOfCdk(name) && !askedNames.includes(name));
  if (unknown !== undefined)
    throw new SettingsError(`There is no setting "${unknown}". Did you mean "${nearest(unknown)}"?`);
  const { stage = 'dev' } = context;
  const given = settingNames.filter((name) => context[name] !== undefined);
  return { stage, overrides: Object.fromEntries(given.map((name) => [name, context[name]])) };
};
