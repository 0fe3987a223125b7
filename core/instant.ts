import type { Instant } from './contract/fields.ts';

/** Returns the instant `seconds` later. */
export const instantAfter = (at: Instant, seconds: number): Instant =>
  new Date(Date.parse(at) + seconds * 1000).toISOString() as Instant;

/** Returns the current instant. For entry points only: verbs get the instant of their request. */
export const presentInstant = (): Instant => new Date().toISOString() as Instant;
