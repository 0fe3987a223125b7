/** Names of teams by id. */
export type TeamNaming = ReadonlyMap<string, string>;
