import type { StageSettings } from '#lib/settings/stage-settings.ts';

/** The domain that is verified with SES. */
export const senderDomain = ({ senderEmail }: StageSettings): string =>
  senderEmail.slice(senderEmail.lastIndexOf('@') + 1);

/** The domain to which bounces go back. */
export const mailFromDomain = (settings: StageSettings): string =>
  settings.mailFromDomain || `mail.${senderDomain(settings)}`;
