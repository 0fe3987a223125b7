import { emailAddress } from './email-address.ts';
import { textReadBy } from './fields.ts';

/** An address that a caller names, in its one form. */
export const emailField = textReadBy(emailAddress, 'must be an email address');
