import type { Instant } from './contract/fields.ts';

/** The moment `seconds` later. */
export const instantAfter = (at: Instant, seconds: number): Instant =>
  new Date(Date.parse(at) + seconds * 1000).toISOString() as Instant;

/** Now, by this machine's clock. For the edges: verbs are told the instant of their request. */
export const presentInstant = (): Instant => new Date().toISOString() as Instant;
