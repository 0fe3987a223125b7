import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../../src/run/command-line.ts';
import { temporaryFolder } from '../support/assembly.ts';

const directoryWith = (cdkJson?: object): string => {
  const directory = temporaryFolder();
  if (cdkJson) writeFileSync(join(directory, 'cdk.json'), JSON.stringify(cdkJson));
  mkdirSync(join(directory, 'cdk.out'));
  return directory;
};

test('commandLine takes app and context from cdk.json', () => {
  const directory = directoryWith({ app: 'node app.ts', context: { flag: true, stage: 'prod' } });
  expect(commandLine(['--context', 'stage=local'], {}, directory)).toEqual({
    app: { directory, command: ['/bin/sh', '-c', 'node app.ts'], context: { flag: true, stage: 'local' } },
    port: 3000,
    data: '.cdk-local',
    fresh: false,
    environment: {},
    dynamodbEndpoint: undefined,
  });
});

test('commandLine understands every option', () => {
  const directory = directoryWith();
  const flags = ['--app', 'node b.ts', '--sources', 'a', '--sources', 'b', '--env', 'A=1=2', '--port=0', '--data', 'd'];
  expect(commandLine([...flags, '--fresh'], { DYNAMODB_ENDPOINT: 'http://localhost:8000' }, directory)).toEqual({
    app: { directory, command: ['/bin/sh', '-c', 'node b.ts'], context: {}, sources: ['a', 'b'] },
    port: 0,
    data: 'd',
    fresh: true,
    environment: { A: '1=2' },
    dynamodbEndpoint: 'http://localhost:8000',
  });
});

test('commandLine takes a folder for a synthesized app', () => {
  const directory = directoryWith();
  expect(commandLine(['--app', 'cdk.out'], {}, directory)).toMatchObject({ app: join(directory, 'cdk.out') });
});

test('commandLine returns help when --help is among the options', () => {
  expect(commandLine(['--port', '1', '--help'], {}, directoryWith())).toBe('help');
});

test.each([
  [[], 'No app: name one with --app, or as "app" in cdk.json.'],
  [['--app', 'a', '--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
  [['--app', 'a', '--context', 'stage'], '--context takes NAME=VALUE, not "stage".'],
  [['--app', 'a', '--env', '=1'], '--env takes NAME=VALUE, not "=1".'],
  [['--app', 'a', '--data', ''], '--data takes the name of a folder.'],
  [['--unknown'], "Unknown option '--unknown': cdk-local --help lists the options."],
])('commandLine refuses %j with one sentence', (flags, sentence) => {
  expect(() => commandLine(flags, {}, directoryWith())).toThrow(sentence);
});
