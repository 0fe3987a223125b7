import { expect, test } from 'vitest';
import { metricsOfChange } from '#functions/consumer/change-metrics.ts';

test.each([
  [{ change: 'member.joined', role: 'admin' }, ['AdminsAdded']],
  [{ change: 'member.joined', role: 'user' }, []],
  [{ change: 'member.role_changed', role: 'admin' }, ['AdminsAdded']],
  [{ change: 'member.role_changed,member.teams_changed', role: 'admin' }, ['AdminsAdded']],
  [{ change: 'member.role_changed', role: 'viewer' }, []],
  [{ change: 'member.teams_changed', role: 'admin' }, []],
  [{ change: 'member.removed', role: 'admin' }, []],
  [{ change: 'invitation.sent', role: 'admin' }, ['InvitationsSent']],
  [{ change: 'organization.email_limit_reached' }, ['EmailLimitsReached']],
  [{ change: 'organization.paused' }, ['OrganizationsPaused']],
  [{ change: 'organization.resumed' }, []],
])('metricsOfChange counts %j as %j', (image, names) => {
  expect(metricsOfChange(image).map(({ name }) => name)).toEqual(names);
});
