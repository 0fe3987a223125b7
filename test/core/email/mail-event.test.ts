import { expect, test } from 'vitest';
import { readMailEvent } from '#core/email/mail-event.ts';

const mail = {
  timestamp: '2026-11-22T10:00:00Z',
  tags: {
    'ses:configuration-set': ['invitations-prod'],
    organizationId: ['o1'],
    invitationId: ['i1'],
    sendNumber: ['2'],
  },
};
const event = (detail: object) => ({ id: 'event', source: 'aws.ses', detail: { mail, ...detail } });

const bounce = (bounceType: string, bounceSubType: string, ...bouncedRecipients: object[]) =>
  event({
    eventType: 'Bounce',
    bounce: { bounceType, bounceSubType, bouncedRecipients, timestamp: '2026-11-22T10:00:02.669Z' },
  });

test('an event names the email that it is about, and when it happened', () => {
  const delivered = event({ eventType: 'Delivery', delivery: { timestamp: '2026-11-22T10:00:01.5Z' } });
  expect(readMailEvent(delivered)).toEqual({
    eventId: 'event',
    organizationId: 'o1',
    invitationId: 'i1',
    sendNumber: 2,
    at: '2026-11-22T10:00:01.500Z',
    outcome: { state: 'delivered' },
  });
});

test.each([
  ['Permanent', 'General', 'hard_bounce'],
  ['Permanent', 'NoEmail', 'hard_bounce'],
  ['Permanent', 'Suppressed', 'suppressed'],
  ['Permanent', 'OnAccountSuppressionList', 'suppressed'],
  ['Transient', 'General', 'soft_bounce'],
  ['Transient', 'MailboxFull', 'mailbox_full'],
  ['Transient', 'MessageTooLarge', 'content_refused'],
  ['Undetermined', 'Undetermined', 'soft_bounce'],
])('a bounce %s, %s that a mail server reported says %s', (type, subtype, reason) => {
  const said = readMailEvent(bounce(type, subtype, { emailAddress: 'ann@acme.test', action: 'failed' }));
  expect(said?.outcome).toEqual({ state: 'bounced', reason });
});

// As the simulator and as mail servers send it.
test.each([
  bounce('Transient', 'General', { emailAddress: 'ooto@simulator.amazonses.com' }),
  bounce('Undetermined', 'Undetermined'),
])('an out-of-office answer, which is a bounce to SES, says nothing', (answer) => {
  expect(readMailEvent(answer)).toMatchObject({ outcome: undefined });
});

test('a spam report becomes complained, at the time of the report', () => {
  const complaint = { timestamp: '2026-11-22T11:00:00.5Z', complainedRecipients: [{ emailAddress: 'ann@acme.test' }] };
  expect(readMailEvent(event({ eventType: 'Complaint', complaint }))).toMatchObject({
    at: '2026-11-22T11:00:00.500Z',
    outcome: { state: 'complained', reason: 'spam_complaint' },
  });
});

test('a reject event of SES becomes failed', () => {
  const refused = { state: 'failed', reason: 'refused_by_mail_service' };
  expect(readMailEvent(event({ eventType: 'Reject', reject: { reason: 'Bad content' } }))?.outcome).toEqual(refused);
  const failure = { errorMessage: 'no such attribute', templateName: 'x' };
  expect(readMailEvent(event({ eventType: 'Rendering Failure', failure }))?.outcome).toEqual(refused);
});

const delivery = { timestamp: '2026-11-22T10:00:01Z' };

// As SES sends them of a test email from its console, of another application, and of one that uses a tag of our name.
test.each([
  [{ 'ses:configuration-set': ['invitations-prod'], 'ses:caller-identity': ['administrator'] }],
  [{ ...mail.tags, invitationId: undefined }],
  [{ ...mail.tags, sendNumber: undefined }],
  [{ ...mail.tags, sendNumber: ['first'] }],
  [{ ...mail.tags, invitationId: ['i1', 'i2'] }],
  [undefined],
])('readMailEvent returns undefined for an event with the tags %j', (tags) => {
  expect(readMailEvent(event({ eventType: 'Delivery', delivery, mail: { ...mail, tags } }))).toBeUndefined();
});

test.each([[undefined], [null], ['text'], [{}], [{ detail: { eventType: 'Delivery' } }]])(
  'readMailEvent returns undefined for %j',
  (foreign) => {
    expect(readMailEvent(foreign)).toBeUndefined();
  },
);

test('readMailEvent throws for an event of ours that it cannot read', () => {
  expect(() => readMailEvent(event({ eventType: 'Open' }))).toThrow();
  expect(() => readMailEvent(event({ eventType: 'Delivery' }))).toThrow();
});
