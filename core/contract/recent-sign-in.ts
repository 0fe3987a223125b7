/** Maximum age of a sign-in that accepts an invitation. */
export const recentSignInSeconds = 12 * 60 * 60;
