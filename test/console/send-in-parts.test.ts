import { expect, test } from 'vitest';
import { ApiProblem } from '#console/api/api-problem.ts';
import { type Part, partsOf, sendInParts } from '#console/invite/send-in-parts.ts';
import type { InvitationResult } from '#core/contract/invitation.ts';

const emails = Array.from({ length: 250 }, (_, index) => `p${index}@x.test`);
const keys = () => {
  let count = 0;
  return () => `key-${++count}`;
};
const invited = ({ emails: some }: Part): InvitationResult[] =>
  some.map((email) => ({ email, outcome: 'would_invite' }));
const lost = () => new ApiProblem(0, { code: 'unreachable' });

test('a long list is sent in parts, in order, each with its own key', async () => {
  const parts = partsOf(emails, keys());
  expect(parts.map((part) => [part.key, part.emails.length])).toEqual([
    ['key-1', 100],
    ['key-2', 100],
    ['key-3', 50],
  ]);
  expect(parts.flatMap((part) => part.emails)).toEqual(emails);
});

test('a request whose answer was lost is repeated with the same key', async () => {
  const asked: string[] = [];
  const answered: string[] = [];
  await sendInParts(partsOf(emails, keys()), {
    post: async (part) => {
      asked.push(part.key);
      if (asked.length === 2) throw lost();
      return invited(part);
    },
    onAnswer: (_part, results) => answered.push(...results.map(({ email }) => email)),
    pauseMilliseconds: 1,
  });
  expect(asked).toEqual(['key-1', 'key-2', 'key-2', 'key-3']);
  expect(answered).toEqual(emails);
});

test('a rejected part is not retried, and no later part is sent', async () => {
  const asked: string[] = [];
  const answered: string[] = [];
  const sending = sendInParts(partsOf(emails, keys()), {
    post: async (part) => {
      asked.push(part.key);
      if (part.key === 'key-2') throw new ApiProblem(403, { code: 'forbidden' });
      return invited(part);
    },
    onAnswer: ({ key }) => answered.push(key),
    pauseMilliseconds: 1,
  });
  await expect(sending).rejects.toMatchObject({ code: 'forbidden' });
  expect(asked).toEqual(['key-1', 'key-2']);
  expect(answered).toEqual(['key-1']);
});
