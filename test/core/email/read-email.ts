import { simpleParser } from 'mailparser';
import { instant } from '#core/contract/fields.ts';
import type { Email } from '#core/email/invitation-email.ts';
import { invitationEmail } from '#core/email/invitation-email.ts';
import type { InvitationToMail } from '#core/email/invitation-facts.ts';

export const link = 'https://app.partnerally.test/invitation#k1.b3JnLWludml0YXRpb24.4vZt0d3kYk3oJ7o2mS1hJ9';

/** The email that Ann of Acme has Bob sent, apart from the facts that matter to a test. */
export const emailFromAnn = (facts: Partial<InvitationToMail & { senderEmail: string }> = {}): Email =>
  invitationEmail({
    recipient: 'bob@acme.test',
    organizationName: 'Acme',
    inviter: { name: 'Ann Lee', email: 'ann@acme.test' },
    role: 'user',
    link,
    expiresAt: instant.parse('2026-11-29T14:05:00.000Z'),
    now: instant.parse('2026-11-22T14:05:01.250Z'),
    productName: 'PartnerAlly',
    senderEmail: 'invitations@partnerally.test',
    ...facts,
  });

const asMail = (type: string, body: string): string =>
  `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body).toString('base64')}`;

const hrefs = (html: string): string[] =>
  [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href ?? '').sort();

/** Where a mail client leads that makes links of all that looks like one in a text. */
export const linksSeenIn = async (text: string): Promise<string[]> =>
  hrefs((await simpleParser(asMail('text/plain', text))).textAsHtml ?? '');

/** The visible text of an HTML part, by an HTML parser. Each link's target follows it in brackets. */
export const visibleText = async (html: string): Promise<string> =>
  (await simpleParser(asMail('text/html', html))).text ?? '';

/** Returns a part as it reads, without the invisible isolates around names. */
export const withoutIsolates = (part: string): string => part.replace(/[\u2068\u2069]/g, '');
