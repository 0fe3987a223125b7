import { randomUUID } from 'node:crypto';
import type { ClockState } from '../run/clock.ts';
import { functionsOf } from '../template/functions.ts';
import { readResources } from '../template/resources.ts';
import { environmentOf } from './environment.ts';
import { type Outcome, startExecutionEnvironment } from './execution-environment.ts';

type Start = {
  /** Access key of its AWS calls. */
  readonly accessKeyId: string;
  readonly clock: ClockState | undefined;
  readonly logFile: string;
};

/** One execution environment of one function. */
export type SingleFunction = {
  readonly run: (event: unknown) => Promise<Outcome>;
  /** Terminates its thread, in the middle of an invocation too. */
  readonly end: () => Promise<void>;
};

/**
 * Reads the functions of a synthesized app, to start them one by one with AWS at any endpoint. For tests that kill a
 * function in the middle of an invocation.
 */
export const functionsOfApp = (assembly: string, awsEndpoint: string) => {
  const functions = functionsOf(readResources(assembly, { origin: 'http://localhost', awsEndpoint }));
  return {
    start: (name: string, { accessKeyId, clock, logFile }: Start): SingleFunction => {
      const definition = functions.find((one) => one.name === name);
      if (!definition) throw new Error(`${name} is no function of the template.`);
      const environment = startExecutionEnvironment({
        ...definition,
        clock,
        environment: environmentOf(definition, { endpoint: awsEndpoint, accessKeyOf: () => accessKeyId }),
        logFile,
      });
      const run = (event: unknown) => environment.run(randomUUID(), JSON.stringify(event), definition.timeoutSeconds);
      return { run, end: environment.end };
    },
  };
};
