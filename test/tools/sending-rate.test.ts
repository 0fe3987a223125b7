import { expect, test } from 'vitest';
import { sendingRate } from '#tools/email-fairness/sending-rate.ts';

test('sendingRate accepts the emails of one second and throttles more', () => {
  let now = 0;
  const { intercept, counts } = sendingRate(14, () => now);
  const send = (times: number) => {
    for (let n = 0; n < times; n++)
      intercept({
        functionName: 'invitations-local-send-invitation-email',
        service: 'ses',
        operation: 'SendRawEmail',
        body: {},
        count: n,
      });
    return { taken: counts.taken, throttled: counts.throttled };
  };
  expect(send(20)).toEqual({ taken: 14, throttled: 6 });
  now += 500;
  expect(send(8)).toEqual({ taken: 21, throttled: 7 });
  now += 60_000;
  expect(send(20)).toEqual({ taken: 35, throttled: 13 });
});

test('sendingRate accepts every email without a limit', () => {
  const { intercept, counts } = sendingRate(Number.POSITIVE_INFINITY);
  const call = { functionName: 'f', service: 'ses', operation: 'SendRawEmail', body: {} };
  const faults = Array.from({ length: 100 }, (_, n) => intercept({ ...call, count: n + 1 }));
  expect(faults.every((fault) => fault === undefined)).toBe(true);
  expect(counts).toEqual({ asked: 100, taken: 100, throttled: 0 });
});
