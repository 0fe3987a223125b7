import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { signIn } from 'cdk-local/sign-in';
import { expect, test } from 'vitest';
import { api, fresh } from '#test/support/api.ts';
import { ownRun } from '#test/support/own-run.ts';

/** The user pool emulator creates a new signing key when it starts. */
const forgetKey = (data: string): void => {
  using database = new DatabaseSync(join(data, 'runner.sqlite'));
  database.exec("DELETE FROM sign_in_keys WHERE use = 'access'");
};

test('a new signing key accepts new tokens and rejects old ones', {
  tags: ['fault/f26'],
}, async () => {
  const { data, start } = await ownRun();
  const first = await start();
  const email = fresh('ann');
  const { accessToken } = await signIn({ url: first.url, email });
  expect((await api(accessToken, first.url).get('/me')).status).toBe(200);
  await first.end('SIGINT');
  forgetKey(data);
  const second = await start();

  expect((await api(accessToken, second.url).get('/me')).status).toBe(401);
  const renewed = await signIn({ url: second.url, email });
  expect((await api(renewed.accessToken, second.url).get('/me')).body.user).toMatchObject({ email });
});
