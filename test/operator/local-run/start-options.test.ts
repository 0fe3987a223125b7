import { expect, test } from 'vitest';
import { startOptions } from '#operator/local-run/start-options.ts';

test('startOptions has defaults for port, folder and times', () => {
  expect(startOptions([], {})).toEqual({
    port: 3000,
    data: '.local',
    fresh: false,
    invitationLifetimeSeconds: undefined,
    resendPauseSeconds: undefined,
    dynamodbEndpoint: undefined,
  });
});

test.each([
  ['5s', 5],
  ['10m', 600],
  ['12h', 43_200],
  ['7d', 604_800],
])('startOptions parses %s as %i seconds', (text, seconds) => {
  expect(startOptions(['--invitation-lifetime', text, '--resend-pause', text], {})).toMatchObject({
    invitationLifetimeSeconds: seconds,
    resendPauseSeconds: seconds,
  });
});

test('startOptions parses all flags and DYNAMODB_ENDPOINT', () => {
  const flags = ['--port=0', '--data', '/data', '--fresh'];

  expect(startOptions(flags, { DYNAMODB_ENDPOINT: 'http://localhost:8000' })).toMatchObject({
    port: 0,
    data: '/data',
    fresh: true,
    dynamodbEndpoint: 'http://localhost:8000',
  });
});

test.each([
  [['--port', 'x'], '--port takes a number from 0 to 65535, not "x".'],
  [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
  [['--port', '-1'], /^Option '--port' argument is ambiguous/],
  [['--invitation-lifetime', '5'], '--invitation-lifetime takes a time such as 5s, 10m, 12h or 7d, not "5".'],
  [['--invitation-lifetime', '0s'], '--invitation-lifetime takes a time such as 5s, 10m, 12h or 7d, not "0s".'],
  [['--resend-pause', '1.5s'], '--resend-pause takes a time such as 5s, 10m, 12h or 7d, not "1.5s".'],
  [['--data', ''], '--data takes the name of a folder.'],
  [['--unknown'], "Unknown option '--unknown': npm start -- --help lists the options."],
  [['extra'], /^Unexpected argument 'extra'/],
])('startOptions rejects %j with one sentence', (flags, sentence) => {
  expect(() => startOptions(flags, {})).toThrow(sentence);
});

test('startOptions returns help when --help is among the flags', () => {
  expect(startOptions(['--port', '1', '--help'], {})).toBe('help');
});
