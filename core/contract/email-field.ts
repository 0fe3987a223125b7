import { emailAddress } from './email-address.ts';
import { textReadBy } from './fields.ts';

/** An email address in a request, normalized. */
export const emailField = textReadBy(emailAddress, 'must be an email address');
