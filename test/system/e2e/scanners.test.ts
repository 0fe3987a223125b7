import { expect, test } from 'vitest';
import { fresh, mailCounts, mailsTo, organization } from '#test/support/api.ts';
import { linkIn, openChromium, openPage, signInAtGoogle } from './browser.ts';

const browser = await openChromium();

test('a link scanner with a browser changes nothing, and the invitee can still join', {
  tags: ['fault/f29'],
}, async () => {
  const acme = await organization({ plan: 'standard' });
  const people = Array.from({ length: 20 }, (_, n) => fresh(`p${n}`));
  await acme.admin.post(`${acme.path}/invitations`, { emails: people, role: 'user' });
  await mailCounts(people);
  const deliveries = async () =>
    (await acme.admin.get(`${acme.path}/invitations?status=pending`)).body.items.map(
      ({ delivery }: { delivery: string }) => delivery,
    );
  await expect.poll(deliveries).toEqual(people.map(() => 'delivered'));
  const lists = ['', '/invitations', '/members', '/audit-events'];
  const read = () => Promise.all(lists.map(async (list) => (await acme.admin.get(`${acme.path}${list}`)).text));
  await expect.poll(async () => (await read()).at(-1)?.split('invitation.sent').length).toBeGreaterThan(20);
  const before = await read();
  const links = await Promise.all(people.map(async (email) => linkIn((await mailsTo(email))[0]?.text ?? '')));
  const page = await openPage(browser);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));

  for (const link of links) {
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByRole('button', { name: 'Continue with Google to accept' }).waitFor();
    await page.mouse.wheel(0, 2_000);
    await page.reload();
    await page.getByRole('button', { name: 'Continue with Google to accept' }).waitFor();
  }
  // As a scanner does that also presses what it finds: it ends where somebody has to sign in.
  await page.getByRole('button', { name: 'Continue with Google to accept' }).click();
  await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor();

  expect(await read()).toEqual(before);
  const changing = asked.filter((line) => !/^(?:GET|HEAD)/.test(line) && !line.endsWith('/v1/invitations/preview'));
  expect(changing).toEqual([]);
  const [email = '', link = ''] = [people[0], links[0]];
  const invitee = await openPage(browser);
  await invitee.goto(link);
  await invitee.getByRole('button', { name: 'Continue with Google to accept' }).click();
  await signInAtGoogle(invitee, email, 'Ann Lee');
  await invitee.getByRole('table', { name: 'Members' }).getByText(email).waitFor();
});
