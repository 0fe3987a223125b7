import { closest } from 'fastest-levenshtein';
import { SettingsError, settingNames } from './stage-settings.ts';

type Context = Readonly<Record<string, unknown>>;

const contextNames = ['stage', ...settingNames];

/** Names of CDK's own context hold one of these, so that nobody takes them for ours. */
const isOfCdk = (name: string): boolean => /[@:/]/.test(name);

/** The stage and the settings that `cdk -c name=value` asks for. Throws `SettingsError` for a name that is none. */
export const contextSettings = (context: Context): { readonly stage: unknown; readonly overrides: Context } => {
  const [unknown] = Object.keys(context).filter((name) => !isOfCdk(name) && !contextNames.includes(name));
  if (unknown !== undefined)
    throw new SettingsError(`There is no setting "${unknown}". Did you mean "${closest(unknown, contextNames)}"?`);
  const { stage = 'dev' } = context;
  const given = settingNames.filter((name) => context[name] !== undefined);
  return { stage, overrides: Object.fromEntries(given.map((name) => [name, context[name]])) };
};
