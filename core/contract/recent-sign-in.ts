/** How old a sign-in may be for accepting an invitation. */
export const recentSignInSeconds = 12 * 60 * 60;
