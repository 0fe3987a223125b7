import { closest } from 'fastest-levenshtein';
import { SettingsError, settingNames } from './stage-settings.ts';

type Context = Readonly<Record<string, unknown>>;

const contextNames = ['stage', ...settingNames];

/** Returns whether a name is CDK's own context: these contain one of the characters. */
const isOfCdk = (name: string): boolean => /[@:/]/.test(name);

/** Returns the stage and the settings given with `cdk -c name=value`. Throws `SettingsError` for an unknown name. */
export const contextSettings = (context: Context): { readonly stage: unknown; readonly overrides: Context } => {
  const [unknown] = Object.keys(context).filter((name) => !isOfCdk(name) && !contextNames.includes(name));
  if (unknown !== undefined)
    throw new SettingsError(`There is no setting "${unknown}". Did you mean "${closest(unknown, contextNames)}"?`);
  const { stage = 'dev' } = context;
  const given = settingNames.filter((name) => context[name] !== undefined);
  return { stage, overrides: Object.fromEntries(given.map((name) => [name, context[name]])) };
};
