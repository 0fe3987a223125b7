import { expect, test } from 'vitest';
import { as, fresh, organization } from '#test/support/api.ts';

test('a team of an invitation is shown with the invitation and its member', async () => {
  const acme = await organization();
  const { body: team } = await acme.admin.post(`${acme.path}/teams`, { name: 'Design' });
  const teamIds = [team.id];
  const email = fresh('ann');
  const invitation = await acme.invite(email, { teamIds });
  const path = `${acme.path}/invitations/${invitation.id}`;

  expect((await acme.admin.get(path)).body).toMatchObject({ teamIds });
  expect((await acme.admin.get(`${acme.path}/invitations`)).body.items).toContainEqual(
    expect.objectContaining({ id: invitation.id, teamIds }),
  );
  const resend = async () => (await acme.admin.post(`${path}/resend`)).body;
  await expect.poll(resend, { interval: 200 }).toMatchObject({ teamIds, sentCount: 2 });
  const ann = await as(email);
  const accepted = await ann.post('/invitations/accept', { invitationId: invitation.id, organizationId: acme.id });
  expect(accepted.body.member).toMatchObject({ teamIds });
  expect((await ann.get(`${acme.path}/members/me`)).body).toMatchObject({ teamIds });
  expect((await acme.admin.get(`${acme.path}/members?teamId=${team.id}`)).body.items).toMatchObject([{ email }]);
});
