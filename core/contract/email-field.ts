import * as z from 'zod';
import { emailAddress } from './email-address.ts';

/** An address that a caller names, in its one form. */
export const emailField = z.string().transform((text, context) => {
  const address = emailAddress(text);
  if (address !== undefined) return address;
  context.addIssue('must be an email address');
  return z.NEVER;
});
