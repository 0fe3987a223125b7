/**
 * The same page where this console was opened, if people may come back there from signing in: while its domain changes, a
 * console has two.
 */
export const atSameOrigin = (uri: string, origin: string, known: readonly string[] = []): string =>
  known.includes(origin) ? new URL(new URL(uri).pathname, origin).href : uri;
