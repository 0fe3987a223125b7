import type { HealthyStage } from './fake-stage.ts';

/** A failure: its name, the line that the doctor reports, and a function that breaks a healthy stage. */
export type FailureCase = readonly [name: string, line: RegExp, breakStage: (healthy: HealthyStage) => unknown];
