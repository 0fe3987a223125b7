import { expect, test } from 'vitest';
import { type Answer, api, as, fresh, inbox, organization, tokenIn } from '#test/support/api.ts';

/** Returns a response without ids, addresses and times. */
const shapeOf = ({ status, headers, text }: Answer) => ({
  status,
  type: headers.get('content-type'),
  text: text
    .replace(/"[\w-]+@x\.test"/g, '"address"')
    .replace(/"[0-9A-Z]{26}"/g, '"id"')
    .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"time"')
    .replace(/"emailsLeftToday":\d+/, '"emailsLeftToday":0')
    .replace(/"requestId":"[^"]*"/, ''),
});

/** An unknown person, one with an account, and a member of another organization. */
const everybody = async (): Promise<string[]> => {
  const [unknown, known, member] = [fresh('ann'), fresh('ann'), fresh('ann')];
  await as(known);
  await (await organization()).join(member);
  return [unknown, known, member];
};

test('responses to an admin do not reveal whether an address has an account', {
  tags: ['promise/input'],
}, async () => {
  const acme = await organization({ plan: 'standard' });
  const shapes: object[] = [];
  for (const email of await everybody()) {
    const send = (dryRun: boolean) =>
      acme.admin.post(`${acme.path}/invitations`, { emails: [email], role: 'user', dryRun });
    const answers = [await send(true), await send(false)];
    const path = `${acme.path}/invitations/${answers[1]?.body.results[0].invitation.id}`;
    answers.push(await send(false));
    const resend = async () => {
      answers.push(await acme.admin.post(`${path}/resend`));
      return answers.at(-1)?.status === 200 ? answers.at(-1) : answers.pop();
    };
    await expect.poll(async () => (await resend())?.status, { interval: 300 }).toBe(200);
    await expect.poll(async () => (await acme.admin.get(path)).body.delivery).toBe('delivered');
    answers.push(await acme.admin.get(path), await acme.admin.get(`${acme.path}/invitations?email=${email}`));
    answers.push(await acme.admin.get(`${acme.path}/members?emailPrefix=${email}`));
    answers.push(await acme.admin.post(`${path}/revoke`));
    shapes.push(answers.map(shapeOf));
  }
  expect(shapes[1]).toEqual(shapes[0]);
  expect(shapes[2]).toEqual(shapes[0]);
});

test('responses to the holder of a link do not reveal whether its address has an account', async () => {
  const acme = await organization();
  const eve = await as(fresh('eve'));
  const shapes: object[] = [];
  for (const email of await everybody()) {
    await acme.invite(email);
    // A member of another organization has received an email before.
    const links = async () => (await inbox(email)).map(tokenIn).filter((link) => link.includes(acme.id));
    await expect.poll(links).not.toEqual([]);
    const [token = ''] = await links();
    const answers = [
      await api().post('/invitations/preview', { token }),
      await eve.post('/invitations/accept', { token }),
      await api().post('/invitations/preview', { token: `${token}x` }),
    ];
    shapes.push(answers.map(shapeOf));
  }
  expect(shapes[1]).toEqual(shapes[0]);
  expect(shapes[2]).toEqual(shapes[0]);
});
