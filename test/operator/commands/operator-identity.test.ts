import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { identityOf, operatorIdentity } from '#operator/commands/operator-identity.ts';

test.each([
  ['arn:aws:iam::123456789012:user/staff/ann', { name: 'ann' }],
  [
    'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0f/Ann@acme.com',
    { name: 'Ann@acme.com', email: 'ann@acme.com' },
  ],
  ['arn:aws:sts::123456789012:assumed-role/deploy/GitHubActions', { name: 'GitHubActions' }],
  ['arn:aws:iam::123456789012:root', { name: 'root' }],
])('identityOf names the operator of %s', (arn, identity) => {
  expect(identityOf(arn)).toEqual(identity);
});

test('operatorIdentity asks AWS whose credentials are in use', async () => {
  const sts = mockClient(STSClient);
  sts.on(GetCallerIdentityCommand).resolves({ Arn: 'arn:aws:iam::123456789012:user/ann' });
  expect(await operatorIdentity()).toEqual({ name: 'ann' });
  sts.on(GetCallerIdentityCommand).resolves({});
  await expect(operatorIdentity()).rejects.toThrow('whose credentials');
  sts.restore();
});
