/** Ends `npm start` with its message, one clear sentence for the terminal, and exit code 1. */
export class StartError extends Error {}
