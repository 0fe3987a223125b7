/**
 * Paths of the invitation page: whatever mail clients add to `/invitation`, in any case of letters. A token that ends up
 * in the path has dots, which make it no file.
 */
export const invitationPath = /^\/+invitation/i;
