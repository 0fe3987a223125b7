import { expect, test } from 'vitest';
import { ApiProblem } from '#console/api/api-problem.ts';
import { inTurn } from '#console/bulk/in-turn.ts';

const items = Array.from({ length: 12 }, (_, index) => index);
const quiet = { onProgress: () => undefined, signal: new AbortController().signal, pauseMilliseconds: 1 };

test("a failure is stored with its reason and doesn't stop the others", async () => {
  const seen: number[] = [];
  const error = new ApiProblem(409, { code: 'invitation_not_pending' });
  const act = async (item: number) => {
    if (item === 3) throw error;
  };
  const result = await inTurn(items, { ...quiet, act, onProgress: ({ done }) => seen.push(done) });
  expect(result).toEqual({ done: 12, failures: [{ item: 3, error }], left: [] });
  expect(seen).toEqual(items.map((index) => index + 1));
});

test('an overloaded request is retried', async () => {
  const asked: number[] = [];
  const act = async (item: number) => {
    asked.push(item);
    if (item === 5 && asked.filter((one) => one === 5).length < 3) throw new ApiProblem(503, { code: 'try_again' });
  };
  expect((await inTurn(items, { ...quiet, act })).failures).toEqual([]);
  expect(asked.filter((item) => item === 5)).toHaveLength(3);
});

test('nothing more is begun once it is stopped', async () => {
  const stopping = new AbortController();
  const act = async () => stopping.abort();
  const { done, left } = await inTurn(items, { ...quiet, act, signal: stopping.signal });
  expect(done).toBeLessThan(items.length);
  expect(left).toEqual(items.slice(done));
});
