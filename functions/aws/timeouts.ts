/** Timeouts of all AWS clients. Without them, a service that never responds blocks a function until it times out. */
export const timeouts = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true } as const;
