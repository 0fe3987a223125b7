import { expect, test } from 'vitest';
import { takeAddresses } from '#console/invite/addresses/take-addresses.ts';
import { takenWords } from '#console/invite/notice-words.ts';
import { outcomeWords, sortOutcomes, summaryWords } from '#console/invite/outcome-words.ts';
import { sendLabel } from '#console/invite/send-label.ts';
import { whyNotSend } from '#console/invite/why-not-send.ts';
import type { InvitationResult } from '#core/contract/invitation.ts';

test.each([
  ['a@x.test, b@x.test', undefined],
  ['Lee, Ann <a@x.test>', undefined],
  ['a@x.test, a@x.test', '1 email added. 1 duplicate left out.'],
  ['a@x.test, Bob', '1 email added. 1 entry without an email was left out: “Bob”.'],
  [
    'a@x.test, Bob, Eve, Zoe, Max, Tom',
    '1 email added. 5 entries without an email were left out: “Bob”, “Eve”, “Zoe” and 2 more.',
  ],
  ['Ann\ta@x.test', '1 email added. Other text was ignored.'],
  [`a@x.test, ${'long '.repeat(20)}`, expect.stringContaining('“long long long long long long long long …”')],
])('takenWords says what of %j is not in the box: %s', (text, words) => {
  expect(takenWords(takeAddresses([], text))).toEqual(words);
});

test.each([
  [{ wanted: 34, all: 1200, checking: false }, 'You can invite up to 1,000 people at once. Remove 200.'],
  [{ wanted: 0, all: 2, checking: false }, 'None of these people can be invited.'],
  [{ wanted: 0, all: 0, checking: false }, 'Enter at least one email.'],
  [{ wanted: 1, all: 1000, checking: false }, undefined],
  [{ wanted: 0, all: 1, checking: true }, undefined],
])('whyNotSend of %j is %j', (addresses, words) => {
  expect(whyNotSend(addresses)).toBe(words);
});

test.each([
  [{ wanted: 1, all: 1 }, 'Send Invitation'],
  [{ wanted: 0, all: 0 }, 'Send Invitation'],
  [{ wanted: 1, all: 1, checking: true }, 'Send Invitation'],
  [{ wanted: 1000, all: 1000 }, 'Send All (1,000)'],
  [{ wanted: 300, all: 300, checking: true }, 'Checking 300…'],
  [{ wanted: 0, all: 298 }, 'Send All'],
  [{ wanted: 49, all: 298 }, 'Send 49 of 298 as User'],
  [{ wanted: 300, all: 300, resumes: true, checking: true }, 'Resume (300 left)'],
])('sendLabel of %j is %s', (sending, words) => {
  expect(sendLabel({ checking: false, resumes: false, role: 'User', ...sending })).toBe(words);
});

const rejected = (email: string, code: 'invalid_email' | 'try_again'): InvitationResult => ({
  email,
  outcome: 'rejected',
  code,
  detail: 'Time ran out.',
});
const overLimit: InvitationResult = {
  email: 'p@x.test',
  outcome: 'rejected',
  code: 'pending_limit_reached',
  limit: 50,
  detail: 'No room.',
};
const sent: InvitationResult = { email: 'a@x.test', outcome: 'would_invite' };

test('outcomes are sorted by what an admin does next: faulty ones first, those over the limit together', () => {
  const outcomes = sortOutcomes([
    sent,
    overLimit,
    rejected('oops@', 'invalid_email'),
    rejected('b@x.test', 'try_again'),
  ]);
  expect(outcomes.invited).toEqual([sent]);
  expect(outcomes.waiting).toEqual([overLimit]);
  expect(outcomes.faulty.map(outcomeWords)).toEqual(['Missing the domain after @.', 'Time ran out.']);
  expect(outcomes.late).toBe(1);
  expect(summaryWords(outcomes)).toBe('1 invitation sent. 3 emails not invited.');
});

test.each([
  [[sent, sent], '2 invitations sent.'],
  [[overLimit], '1 email not invited.'],
])('summaryWords of %j is %s', (results, words) => {
  expect(summaryWords(sortOutcomes(results))).toBe(words);
});
