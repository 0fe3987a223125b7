import { expect, test } from 'vitest';
import { accessReader } from '../../src/iam/service-accesses.ts';
import { readResources } from '../../src/template/resources.ts';
import { writeAssembly } from '../support/assembly.ts';

const domain = { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'example.com' } };
const resources = () =>
  readResources(writeAssembly([{ name: 'fixture', resources: { Domain: domain } }]), {
    origin: 'http://localhost:3000',
    awsEndpoint: 'http://a',
  });

const form = {
  Source: 'Example <join@example.com>',
  'Destination.ToAddresses.member.1': 'Ann Lee <ann@example.com>',
  ConfigurationSetName: 'ours',
};

// In the sandbox, verified recipients are identities of the account, too.
test('an email needs permissions for sender, recipient and configuration set', () => {
  const accesses = accessReader(resources())({ service: 'ses', operation: 'SendEmail', body: form });
  expect(accesses.map(({ action, resource }) => `${action} ${resource.split(':').at(-1)}`)).toEqual([
    'ses:SendEmail identity/example.com',
    'ses:SendEmail identity/ann@example.com',
    'ses:SendEmail configuration-set/ours',
  ]);
  for (const { context } of accesses)
    expect(context).toEqual({ 'ses:FromAddress': ['join@example.com'], 'ses:Recipients': ['ann@example.com'] });
});
