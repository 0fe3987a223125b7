import { expect, test } from 'vitest';
import { presentInstant } from '#core/instant.ts';
import { metricsOfMail } from '#functions/consumer/email-metrics.ts';

// The alarm emails-not-leaving depends on this count.
test.each([
  ['sent', ['EmailsSent', 'FromRequestToEmail']],
  ['failed', ['EmailsNotSent']],
  ['skipped', ['EmailsNotSent']],
  ['known', ['EmailsNotSent']],
] as const)('metricsOfMail counts an email that was %s', (outcome, names) => {
  expect(metricsOfMail(outcome, presentInstant()).map(({ name }) => name)).toEqual(names);
});
