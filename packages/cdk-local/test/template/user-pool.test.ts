import { assert, expect, test } from 'vitest';
import type { UserPool } from '../../src/cognito/user-pool.ts';
import type { Json } from '../../src/template/assembly-stacks.ts';
import { readResources } from '../../src/template/resources.ts';
import { signInOf } from '../../src/template/user-pool.ts';
import { type ResourceSketch, writeAssembly } from '../support/assembly.ts';

const pool: Record<string, ResourceSketch> = {
  Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
  Client: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: { AllowedOAuthScopes: ['openid'], CallbackURLs: ['http://localhost:3000/signed-in'] },
  },
};

const domain = (properties: Record<string, Json> = {}): ResourceSketch => ({
  Type: 'AWS::Cognito::UserPoolDomain',
  Properties: { Domain: 'sample', ...properties },
});

const brandingOf = (client: Json): ResourceSketch => ({
  Type: 'AWS::Cognito::ManagedLoginBranding',
  Properties: { ClientId: client, UseCognitoProvidedValues: true },
});

const poolOf = (resources: Record<string, ResourceSketch>): UserPool => {
  const assembly = writeAssembly([{ name: 'fixture', resources: { ...pool, ...resources } }]);
  const signIn = signInOf(readResources(assembly, { origin: 'http://localhost:3000', awsEndpoint: 'http://a' }), []);
  assert(signIn);
  return signIn.pool;
};

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooldomain.html
test('a domain without a version has the classic hosted UI', () => {
  expect(poolOf({ Domain: domain() }).managedLoginVersion).toBe(1);
  expect(poolOf({ Domain: domain({ ManagedLoginVersion: 2 }) }).managedLoginVersion).toBe(2);
});

test('domains of different versions are refused', () => {
  const domains = { Domain: domain({ ManagedLoginVersion: 2 }), Own: domain({ Domain: 'login.example.com' }) };
  expect(() => poolOf(domains)).toThrow('must have the same ManagedLoginVersion');
});

test('branding counts for the client that it names only', () => {
  expect(poolOf({}).hasBranding).toBe(false);
  expect(poolOf({ Branding: brandingOf({ Ref: 'Client' }) }).hasBranding).toBe(true);
  expect(poolOf({ Branding: brandingOf('another') }).hasBranding).toBe(false);
});
