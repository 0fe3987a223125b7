import type { MetricName } from '#core/deployment.ts';
import type { Metric } from '#functions/endpoint/log-line.ts';

type Image = Readonly<Record<string, unknown>>;

const names: Readonly<Record<string, MetricName>> = {
  'invitation.sent': 'InvitationsSent',
  'invitation.resent': 'InvitationsResent',
  'invitation.accepted': 'InvitationsAccepted',
  'invitation.expired': 'InvitationsExpired',
  'invitation.revoked': 'InvitationsRevoked',
  'invitation.undelivered': 'EmailsUndelivered',
  'organization.paused': 'OrganizationsPaused',
  'organization.email_limit_reached': 'EmailLimitsReached',
};

/** Whether the change made a person an admin: they joined as one, or their role changed to it. */
const addsAdmin = ({ change, role }: Image): boolean =>
  role === 'admin' && /\bmember\.(?:joined|role_changed)\b/.test(String(change));

const between = (from: unknown, to: unknown): number => Math.max(0, Date.parse(String(to)) - Date.parse(String(from)));

/** Returns the metrics of a change: its count, and the time until acceptance. A change recorded twice counts twice. */
export const metricsOfChange = (image: Image): Metric[] => {
  const change = String(image.change);
  const name = addsAdmin(image) ? 'AdminsAdded' : names[change];
  if (name === undefined) return [];
  const counted: Metric = { name, value: 1, unit: 'Count' };
  if (change !== 'invitation.accepted') return [counted];
  const value = between(image.lastSentAt, image.acceptedAt);
  return [counted, { name: 'FromEmailToAcceptance', value, unit: 'Milliseconds' }];
};
