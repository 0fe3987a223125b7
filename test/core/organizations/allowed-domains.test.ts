import { expect, test } from 'vitest';
import { resendInvitation } from '#core/invitations/resend.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { setAllowedDomains } from '#core/organizations/set-allowed-domains.ts';
import { stepsOfWrites } from '#test/support/in-between.ts';
import { by, person, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

test('new domains affect new invitations only: members stay, pending ones can be resent and accepted', {
  tags: ['fault/f25', 'guide/domains-keep-members'],
}, async () => {
  const acme = await startOrganization();
  await acme.join('member@old.test');
  const pending = await acme.invite('ann@old.test');
  const changed = await setAllowedDomains(acme, { domains: ['new.test', 'new.test'] }, by(acme.admin));
  expect(changed).toMatchObject({ allowedEmailDomains: ['new.test'], usage: { members: 2 } });
  expect(await getOrganization(acme, by(acme.admin))).toEqual(changed);
  await resendInvitation({ organizationId: acme.organizationId, invitationId: pending.id }, by(acme.admin), 0);
  await acme.accept(pending, person('ann@old.test'));
  expect(await acme.send(['bob@old.test'])).toMatchObject([
    { code: 'domain_not_allowed', detail: expect.stringContaining('old.test') },
  ]);
});

test('the domains that are allowed already are not written again, in another order they are', async () => {
  const acme = await startOrganization();
  const steps = stepsOfWrites();
  const set = (...domains: string[]) => setAllowedDomains(acme, { domains }, by(acme.admin));
  await set();
  expect(steps).toEqual([]);
  await set('a.test', 'b.test');
  await set('a.test', 'b.test', 'a.test');
  await set('b.test', 'a.test');
  expect(steps).toEqual([1, 1]);
});

test('only an admin changes the domains', async () => {
  const acme = await startOrganization();
  const user = await acme.join('u@x.test');
  await expect(setAllowedDomains(acme, { domains: [] }, by(user))).rejects.toMatchObject({ code: 'forbidden' });
});
