import { type AppOptions, type RunningApp, startApp } from 'cdk-local';
import { environment } from '#core/deployment.ts';
import { seed } from './seed.ts';
import { localApp } from './synthesize.ts';

export type LocalOptions = Omit<AppOptions, 'app' | 'environment' | 'siteOverrides' | 'seed'> & {
  /** @default the template's */
  readonly invitationLifetimeSeconds?: number | undefined;
  /** @default the template's */
  readonly resendPauseSeconds?: number | undefined;
  /** A synthesized CDK app. @default this repository's, synthesized for stage local */
  readonly assembly?: string | undefined;
  /** Whether Acme and Globex are there. @default true */
  readonly seeded?: boolean | undefined;
};

/** The whole system, running. */
export type Local = RunningApp;

const environmentOf = ({ invitationLifetimeSeconds, resendPauseSeconds }: LocalOptions): Record<string, string> => ({
  ...(invitationLifetimeSeconds !== undefined && {
    [environment.invitationLifetimeSeconds]: String(invitationLifetimeSeconds),
  }),
  ...(resendPauseSeconds !== undefined && { [environment.resendPauseSeconds]: String(resendPauseSeconds) }),
});

/** Starts the whole system on this machine, as the CDK app describes it. Throws `StartError` with a sentence for the terminal. */
export const startLocal = (options: LocalOptions = {}): Promise<Local> => {
  const { assembly, invitationLifetimeSeconds: _, resendPauseSeconds, seeded = true, ...others } = options;
  return startApp({
    data: '.local',
    ...others,
    app: assembly ?? localApp,
    environment: environmentOf(options),
    // The console says how long the pause is, too.
    siteOverrides: resendPauseSeconds === undefined ? {} : { 'settings.json': { resendPauseSeconds } },
    seed: seeded ? seed : undefined,
  });
};
