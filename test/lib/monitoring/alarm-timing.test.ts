import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { everything, type Resource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';
import { ringer, type Samples } from './metric-math.ts';

const prod = await synthesized('prod', everything);

const alarmNamed = (name: string): Resource => {
  const alarms = [
    ...resourcesOf(prod.running, 'AWS::CloudWatch::Alarm'),
    ...resourcesOf(prod.edgeAlarms, 'AWS::CloudWatch::Alarm'),
  ];
  const [, alarm] = alarms.find(([, { Properties }]) => Properties.AlarmName === `invitations-prod-${name}`) ?? [];
  return alarm ?? expect.fail(name);
};

const minutes = Array.from({ length: 200 }, (_, minute) => minute);

/** Returns the minutes in which the alarm rings, in three hours with these data points. */
const ringingAt = (name: string, samples: Samples): number[] => minutes.filter(ringer(alarmNamed(name), samples));

const rings = (name: string, samples: Samples): boolean => ringingAt(name, samples).length > 0;

/** Returns a number of data points in one minute. */
const times = (count: number, at: number, value = 1) => Array.from({ length: count }, () => ({ at, value }));

test.each([
  ['emails-not-leaving', 'invitationsSent', 'emailsSent'],
  ['emails-not-leaving', 'invitationsResent', 'emailsNotSent'],
  ['changes-not-recorded', 'mailer', 'recorder'],
])('%s never rings when a single %s has its %s within a minute, in any period', (name, cause, effect) => {
  const second = fc.integer({ min: 30 * 60, max: 90 * 60 }).map((seconds) => seconds / 60);
  const apart = fc.double({ min: -1, max: 1, noNaN: true });
  const late = fc.double({ min: 0, max: 8.5, noNaN: true });
  fc.assert(
    fc.property(second, apart, late, late, (at, later, causeLate, effectLate) => {
      const [caused, followed] = [at, at + later];
      const samples = {
        [cause]: [{ at: caused, arrivesAt: caused + causeLate }],
        [effect]: [{ at: followed, arrivesAt: followed + effectLate }],
      };
      expect(ringingAt(name, samples)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test.each([
  ['emails-not-leaving', 'invitationsSent'],
  ['emails-not-leaving', 'invitationsResent'],
  ['changes-not-recorded', 'mailer'],
])('%s rings within twenty minutes of a single %s without effect and stops within an hour', (name, cause) => {
  const at = ringingAt(name, { [cause]: [{ at: 60.5 }] });
  expect(at[0]).toBeGreaterThanOrEqual(70);
  expect(at[0]).toBeLessThanOrEqual(80);
  expect(at.at(-1)).toBeLessThanOrEqual(120);
});

test('changes-not-recorded does not ring for old changes that the mailer retries', () => {
  const hour = 3_600_000;
  const retries = Array.from({ length: 60 }, (_, n) => ({ at: 40 + n }));
  const samples = { mailer: retries, age: retries.map((retry) => ({ ...retry, value: hour })) };
  expect(rings('changes-not-recorded', samples)).toBe(false);
});

test.each([
  ['few', false, { undelivered: times(9, 60), emailsSent: times(9, 60) }],
  ['one in ten', true, { undelivered: times(10, 60), emailsSent: times(100, 60) }],
  ['one in twenty', false, { undelivered: times(50, 60), emailsSent: times(1_000, 60) }],
  ['few of those sent an hour before', false, { undelivered: times(15, 100), emailsSent: times(1_000, 20) }],
  ['all, and none sent lately', true, { undelivered: times(10, 100) }],
])('emails-undelivered with the bounces %s rings: %s', (_, expected, samples) => {
  // Includes the data points of the previous hour.
  expect(ringer(alarmNamed('emails-undelivered'), samples)(110)).toBe(expected);
});

test.each([
  ['absent', false, {}],
  ['one person who gives up twice', false, { attempts: times(2, 60, 0), successes: times(2, 60, 0) }],
  ['three who fail', true, { attempts: times(3, 60, 0), successes: times(3, 60, 0) }],
  ['three who fail among ten', false, { attempts: times(10, 60), successes: [...times(7, 60), ...times(3, 60, 0)] }],
])('sign-in-failing with the sign-ins %s rings: %s', (_, expected, samples) => {
  expect(rings('sign-in-failing', samples)).toBe(expected);
});

const tenMinutesOf = (requests: number, rate: number) => ({
  requests: [58, 63].map((at) => ({ at, value: requests })),
  rate: [58, 63].map((at) => ({ at, value: rate })),
});

test.each([
  ['cloudfront-server-errors', '1 of 100 requests', false, tenMinutesOf(100, 1)],
  ['cloudfront-server-errors', '5 of 100 requests', true, tenMinutesOf(100, 5)],
  ['cloudfront-server-errors', '5 of 10,000 requests', false, tenMinutesOf(10_000, 0.05)],
  [
    'cloudfront-server-errors',
    'all requests of five minutes, and none after,',
    false,
    { requests: times(1, 60, 100), rate: times(1, 60, 100) },
  ],
  ['cloudfront-client-errors', 'one request of a scanner', false, tenMinutesOf(1, 100)],
  ['cloudfront-client-errors', 'a tenth of 10,000 requests', false, tenMinutesOf(10_000, 10)],
  ['cloudfront-client-errors', 'most of 2,000 requests', true, tenMinutesOf(2_000, 90)],
])('%s with %s failing in ten minutes rings: %s', (name, _, expected, samples) => {
  expect(rings(name, samples)).toBe(expected);
});

test.each([
  ['queue-emails-delay', 2, 2],
  ['record-changes-delay', 2, 2],
  ['functions-throttled', 2, 3],
  ['emails-not-leaving', 1, 3],
  ['changes-not-recorded', 1, 3],
  ['emails-undelivered', 1, 2],
  ['cloudfront-server-errors', 2, 3],
  ['cloudfront-client-errors', 2, 3],
])('%s rings after %d of %d data points', (name, DatapointsToAlarm, EvaluationPeriods) => {
  expect(alarmNamed(name).Properties).toMatchObject({ DatapointsToAlarm, EvaluationPeriods });
});

// A late count is missing, but never too high.
test('only alarms on counts ring after one data point', () => {
  const single = resourcesOf(prod.running, 'AWS::CloudWatch::Alarm')
    .map(([, { Properties }]) => Properties)
    .filter(({ EvaluationPeriods }) => EvaluationPeriods === 1)
    .map(({ AlarmName }) => String(AlarmName).slice('invitations-prod-'.length))
    .filter((name) => !name.endsWith('-errors'));
  expect(single.sort()).toEqual(
    [
      'admins-added',
      'api-throttled',
      'bounce-rate',
      'complaint-rate',
      'email-dead-letters',
      'email-quota',
      'failure-queue-not-empty',
      'organization-email-limit',
      'organization-paused',
      'sign-in-failing',
      'sign-in-throttled',
      'table-throttled',
      'tokens-refused',
    ].sort(),
  );
});
