import { expect, test } from 'vitest';
import { startOptions } from '#operator/local-run/start-options.ts';

test("without flags it is port 3000, the folder .local and the template's own times", () => {
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
])('a lifetime of %s is %i seconds', (text, seconds) => {
  expect(startOptions(['--invitation-lifetime', text, '--resend-pause', text], {})).toMatchObject({
    invitationLifetimeSeconds: seconds,
    resendPauseSeconds: seconds,
  });
});

test('all flags and DYNAMODB_ENDPOINT are understood', () => {
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
  [['--unknown'], "Unknown option '--unknown': npm start -- --help tells what there is."],
  [['extra'], /^Unexpected argument 'extra'/],
])('the command line %j is refused with one sentence', (flags, sentence) => {
  expect(() => startOptions(flags, {})).toThrow(sentence);
});

test('--help asks for help, whatever else is there', () => {
  expect(startOptions(['--port', '1', '--help'], {})).toBe('help');
});
