/**
 * Paths of the invitation page, in any letter case: email clients may add text to `/invitation`. A token in the path
 * has dots, but is not a file.
 */
export const invitationPath = /^\/+invitation/i;
