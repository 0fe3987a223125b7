import { type Settings, type StageDefaults, settingsSchema, withDefaults } from './schema.ts';
import { dev } from './stages/dev.ts';
import { local } from './stages/local.ts';
import { prod } from './stages/prod.ts';
import { staging } from './stages/staging.ts';
import { validateSettings } from './validate-settings.ts';

const stages = { dev, staging, prod, local } as const satisfies Record<string, StageDefaults>;

export type Stage = keyof typeof stages;
export type StageSettings = Readonly<Settings> & { readonly stage: Stage };

/** Names of the settings that a deployment can override. */
export const settingNames = Object.keys(settingsSchema.shape);

/** Invalid settings. The message names each with what is expected. */
export class SettingsError extends Error {}

const isStage = (value: unknown): value is Stage => typeof value === 'string' && Object.hasOwn(stages, value);

/**
 * Returns the settings of a stage: common defaults, the stage's defaults, then the overrides. Throws `SettingsError`
 * that names every invalid value.
 */
export const stageSettings = (stage: unknown, overrides: Readonly<Record<string, unknown>> = {}): StageSettings => {
  if (!isStage(stage))
    throw new SettingsError(`Stage "${stage}" is unknown: it must be one of ${Object.keys(stages).join(', ')}.`);
  const parsed = settingsSchema.safeParse({ ...stages[stage], ...overrides });
  const settings = parsed.success ? { stage, ...withDefaults(parsed.data) } : undefined;
  const faults = settings
    ? validateSettings(settings)
    : (parsed.error?.issues ?? []).map(({ path, message }) => [...path, message].join(': '));
  if (settings && faults.length === 0) return settings;
  throw new SettingsError(`The settings of stage "${stage}" can't be used. ${faults.join('; ')}.`);
};
