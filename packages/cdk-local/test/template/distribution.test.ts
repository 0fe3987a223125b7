import { expect, test } from 'vitest';
import type { Json } from '../../src/template/assembly-stacks.ts';
import { filesIn } from '../../src/template/bucket-files.ts';
import { distributionOf } from '../../src/template/distribution.ts';
import { functionsOf } from '../../src/template/functions.ts';
import { readResources } from '../../src/template/resources.ts';
import { functionSketch, type ResourceSketch, writeAssembly } from '../support/assembly.ts';

const files: ResourceSketch = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } };

const distribution = (behavior: Record<string, Json> = {}): ResourceSketch => ({
  Type: 'AWS::CloudFront::Distribution',
  Properties: {
    DistributionConfig: {
      Origins: [{ Id: 'files', DomainName: { 'Fn::GetAtt': ['Files', 'RegionalDomainName'] } }],
      DefaultCacheBehavior: { TargetOriginId: 'files', ...behavior },
      CacheBehaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api' }],
    },
  },
});

const pages = (properties: Record<string, Json>): ResourceSketch => ({
  Type: 'Custom::CDKBucketDeployment',
  Properties: {
    ServiceToken: { 'Fn::GetAtt': ['deployer', 'Arn'] },
    DestinationBucketName: { Ref: 'Files' },
    SourceObjectKeys: ['pages.zip'],
    Prune: false,
    ...properties,
  },
});

const read = (resources: Record<string, ResourceSketch>, code: Record<string, string> = {}) =>
  readResources(writeAssembly([{ name: 'fixture', code, resources: { Files: files, ...resources } }]), {
    origin: 'http://localhost:3000',
    awsEndpoint: 'http://a',
  });

const distributionIn = (...parts: Parameters<typeof read>) =>
  distributionOf(read(...parts)) ?? expect.fail('no distribution');

test('paths of other behaviors go to the API, all others to the bucket', () => {
  const { site, apiPaths } = distributionIn({ Console: distribution() });
  expect(apiPaths).toEqual(['/api/']);
  expect(site).toMatchObject({ bucket: 'files', methods: ['GET', 'HEAD'], headers: {} });
});

test('a path is rewritten by the viewer-request function', () => {
  const rewrite: ResourceSketch = {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'rewrite',
      FunctionCode: "function handler(event) { event.request.uri += '/more'; return event.request; }",
    },
  };
  const association = { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Rewrite', 'FunctionARN'] } };
  const behavior = { FunctionAssociations: [association] };
  const { site } = distributionIn({ Console: distribution(behavior), Rewrite: rewrite });
  expect(site.rewrite('/some')).toBe('/some/more');
});

test('responses have the headers of the policy, and an unknown header is rejected', () => {
  const policy = (security: Record<string, Json>): ResourceSketch => ({
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: { ResponseHeadersPolicyConfig: { SecurityHeadersConfig: security } },
  });
  const withPolicy = (security: Record<string, Json>) =>
    distributionIn({
      Console: distribution({ ResponseHeadersPolicyId: { Ref: 'Headers' } }),
      Headers: policy(security),
    });
  expect(withPolicy({ StrictTransportSecurity: { AccessControlMaxAgeSec: 5, Override: true } }).site.headers).toEqual({
    'strict-transport-security': 'max-age=5',
  });
  expect(() => withPolicy({ XSSProtection: { Protection: true } })).toThrow('XSSProtection');
});

test('a bucket has the files of its deployments, with markers replaced', () => {
  const resources = read(
    {
      ...functionSketch('deployer', { Runtime: 'python3.13', Layers: ['tool'] }),
      Pages: pages({
        DestinationBucketKeyPrefix: 'app/',
        SourceMarkers: [{ '<<1>>': { 'Fn::Join': ['', ['"', { Ref: 'AWS::Region' }, '"']] } }],
        SystemMetadata: { 'cache-control': 'no-cache' },
      }),
    },
    { pages: 'region: <<1>>' },
  );
  const found = [...filesIn(resources, 'files')].map(([key, file]) => [key, String(file.content), file.cacheControl]);
  expect(found).toEqual([['app/index.mjs', 'region: "eu-central-1"', 'no-cache']]);
  expect([...filesIn(resources, 'another')]).toEqual([]);
});

test('functions of custom resources are ignored, with any runtime', () => {
  const resources = read(
    {
      ...functionSketch('deployer', { Runtime: 'python3.13', Layers: ['tool'] }),
      ...functionSketch('send'),
      Pages: pages({}),
    },
    { pages: '', deployer: '', send: '' },
  );
  expect(functionsOf(resources).map(({ name }) => name)).toEqual(['fixture-send']);
});

test('a deployment that prunes files is rejected', () => {
  const resources = read({ ...functionSketch('deployer'), Pages: pages({ Prune: true }) }, { pages: '' });
  expect(() => filesIn(resources, 'files')).toThrow('Prune is not supported');
});
