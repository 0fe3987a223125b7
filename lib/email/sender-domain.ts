import type { StageSettings } from '#lib/settings/stage-settings.ts';

/** Returns the domain that is verified with SES. */
export const senderDomain = ({ senderEmail }: StageSettings): string =>
  senderEmail.slice(senderEmail.lastIndexOf('@') + 1);

/** Returns the domain that receives bounces. */
export const mailFromDomain = (settings: StageSettings): string =>
  settings.mailFromDomain || `mail.${senderDomain(settings)}`;
