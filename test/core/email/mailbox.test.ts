import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { mailbox } from '#core/email/mailbox.ts';

const readBack = async (header: string) => (await simpleParser(`From: ${header}\r\n\r\n`)).from?.value;

test.each([
  ['PartnerAlly', '"PartnerAlly" <i@partnerally.test>'],
  ['Partner, "Ally" \\ Co. <x>', '"Partner, \\"Ally\\" \\\\ Co. <x>" <i@partnerally.test>'],
  ['Verbündete', '=?UTF-8?B?VmVyYsO8bmRldGU=?= <i@partnerally.test>'],
  ['Ally\r\nBcc: eve@evil.com', '"Ally Bcc: eve@evil.com" <i@partnerally.test>'],
])('a sender named %j is written %s', (name, header) => {
  expect(mailbox(name, 'i@partnerally.test')).toBe(header);
});

test('a mail program reads the name as it was set, however long and in whatever script', async () => {
  const names = fc.array(fc.constantFrom('P', 'é', '協', '👩🏽‍💻', ' x', '"', '\\', ',', '<'), {
    minLength: 1,
    maxLength: 80,
  });
  await fc.assert(
    fc.asyncProperty(names, async (parts) => {
      const name = `N${parts.join('')}N`;
      const header = mailbox(name, 'i@partnerally.test');
      expect(header).toMatch(/^[ -~]+$/);
      expect(header.split(' ').every((word) => !word.startsWith('=?') || word.length <= 75)).toBe(true);
      expect(await readBack(header)).toEqual([{ name, address: 'i@partnerally.test' }]);
    }),
    { numRuns: 200 },
  );
});
