/** A start failed for a reason that the user can change. The message is one sentence for the terminal. */
export class StartError extends Error {}
