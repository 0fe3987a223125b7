/** For every client of AWS: without these a service that never answers holds a function until its end. */
export const timeouts = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true } as const;
