import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startLocal } from '#operator/local-run/start-local.ts';
import { as, fresh, organization } from '#test/support/api.ts';
import { synthesizedAssembly } from '#test/support/synthesized-assembly.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

/** Writes this repository's assembly with another stateless template. */
const assemblyWith = async (change: (template: string) => string): Promise<string> => {
  const [original, changed] = [await synthesizedAssembly(), temporaryFolder()];
  for (const name of readdirSync(original))
    if (name !== 'invitations-local.template.json') symlinkSync(join(original, name), join(changed, name));
  const template = readFileSync(join(original, 'invitations-local.template.json'), 'utf8');
  writeFileSync(join(changed, 'invitations-local.template.json'), change(template));
  return changed;
};

const runOf = async (assembly: string) => {
  const reports: string[] = [];
  const report = (line: string) => void reports.push(line);
  const run = await startLocal({ port: 0, data: temporaryFolder(), seeded: false, assembly, report });
  onTestFinished(() => run.stop());
  return { ...run, reports };
};

test('the local run denies and reports a call without permission in the template', async () => {
  const withoutUpdates = await assemblyWith((text) => {
    const template = JSON.parse(text);
    const [role] = Object.keys(template.Resources).filter((id) => /^RevokeInvitationRole/.test(id));
    const policy = JSON.stringify(template.Resources[role ?? '']);
    template.Resources[role ?? ''] = JSON.parse(policy.replaceAll('dynamodb:UpdateItem', 'dynamodb:Scan'));
    return JSON.stringify(template);
  });
  const { url, reports } = await runOf(withoutUpdates);
  const acme = await organization({}, url);
  const invitation = await acme.invite(fresh('ann'));

  const revoked = await acme.admin.post(`${acme.path}/invitations/${invitation.id}/revoke`);

  expect(revoked).toMatchObject({ status: 500, body: { code: 'internal_error' } });
  expect(reports).toEqual(
    [
      'invitations-local-revoke-invitation was denied: User: ' +
        'arn:aws:sts::000000000000:assumed-role/invitations-local-RevokeInvitationRole/invitations-local-revoke-invitation ' +
        'is not authorized to perform: dynamodb:UpdateItem on resource: ' +
        'arn:aws:dynamodb:eu-central-1:000000000000:table/invitations-local ' +
        'because no identity-based policy allows the dynamodb:UpdateItem action',
    ].map((line) => expect.stringMatching(pattern(line))),
  );
  expect(await acme.admin.get(`${acme.path}/invitations/${invitation.id}`)).toMatchObject({ status: 200 });
  expect(await (await as(fresh('bob'), {}, url)).get('/me')).toMatchObject({ status: 200 });
});

/** Returns the text without the suffix that CDK adds to the name of a role. */
const pattern = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[.*+?()[\]\\]/g, '\\$&').replace('InvitationRole', 'InvitationRole\\w{8}')}$`);

test('the resource policy of the table denies audit events by operators', async () => {
  const { awsEndpoint } = await runOf(await synthesizedAssembly());
  const client = new DynamoDBClient({
    endpoint: awsEndpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'local' },
  });
  const put = (partition: string) =>
    client.send(
      new PutItemCommand({ TableName: 'invitations-local', Item: { PK: { S: partition }, SK: { S: 'made up' } } }),
    );

  await expect(put('AUDIT#o1')).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('with an explicit deny in a resource-based policy'),
  });
  await expect(put('ORG#o1')).resolves.toBeDefined();
});
