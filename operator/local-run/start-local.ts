import { type AppOptions, type RunningApp, startApp } from 'cdk-local';
import { environment } from '#core/deployment.ts';
import { localApp } from './local-app.ts';
import { seed } from './seed.ts';

export type LocalOptions = Omit<AppOptions, 'app' | 'environment' | 'siteOverrides' | 'seed'> & {
  /** @default the setting in the template */
  readonly invitationLifetimeSeconds?: number | undefined;
  /** @default the setting in the template */
  readonly resendPauseSeconds?: number | undefined;
  /** Folder of a synthesized CDK app. @default this repository's app, synthesized for stage local */
  readonly assembly?: string | undefined;
  /** Creates the organizations Acme and Globex. @default true */
  readonly seeded?: boolean | undefined;
};

/** The running system. */
export type Local = RunningApp;

const environmentOf = ({ invitationLifetimeSeconds, resendPauseSeconds }: LocalOptions): Record<string, string> => ({
  ...(invitationLifetimeSeconds !== undefined && {
    [environment.invitationLifetimeSeconds]: String(invitationLifetimeSeconds),
  }),
  ...(resendPauseSeconds !== undefined && { [environment.resendPauseSeconds]: String(resendPauseSeconds) }),
});

/** Starts the whole system on this machine. Throws `StartError`. */
export const startLocal = (options: LocalOptions = {}): Promise<Local> => {
  const { assembly, invitationLifetimeSeconds: _, resendPauseSeconds, seeded = true, ...others } = options;
  return startApp({
    data: '.local',
    ...others,
    app: assembly ?? localApp,
    environment: environmentOf(options),
    // The console shows the pause, too.
    siteOverrides: resendPauseSeconds === undefined ? {} : { 'settings.json': { resendPauseSeconds } },
    seed: seeded ? seed : undefined,
  });
};
