import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Json } from '../../src/template/assembly-stacks.ts';

export type ResourceSketch = {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Record<string, Json>;
};

export type StackSketch = {
  readonly name: string;
  readonly dependsOn?: readonly string[];
  readonly resources: Readonly<Record<string, ResourceSketch>>;
  readonly rest?: Readonly<Record<string, Json>>;
  /** Asset key without `.zip` → source text of its index.mjs. */
  readonly code?: Readonly<Record<string, string>>;
};

/** Creates a folder for one test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'local-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const writeAsset = (assembly: string, key: string, source: string): void => {
  mkdirSync(join(assembly, `asset.${key}`), { recursive: true });
  writeFileSync(join(assembly, `asset.${key}`, 'index.mjs'), source);
};

const writeStack = (assembly: string, { name, resources, rest, code = {} }: StackSketch): void => {
  for (const [key, source] of Object.entries(code)) writeAsset(assembly, key, source);
  const files = Object.keys(code).map((key) => [
    key,
    {
      source: { path: `asset.${key}`, packaging: 'zip' },
      destinations: { current: { bucketName: 'assets', objectKey: `${key}.zip` } },
    },
  ]);
  writeFileSync(join(assembly, `${name}.template.json`), JSON.stringify({ Resources: resources, ...rest }));
  writeFileSync(join(assembly, `${name}.assets.json`), JSON.stringify({ files: Object.fromEntries(files) }));
};

/** Writes a folder like `cdk synth`. Returns its path. */
export const writeAssembly = (stacks: readonly StackSketch[], assembly = temporaryFolder()): string => {
  for (const stack of stacks) writeStack(assembly, stack);
  const artifacts = stacks.flatMap(({ name, dependsOn = [] }) => [
    [
      name,
      {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: `${name}.template.json` },
        dependencies: [...dependsOn, `${name}.assets`],
      },
    ],
    [`${name}.assets`, { type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } }],
  ]);
  writeFileSync(join(assembly, 'manifest.json'), JSON.stringify({ artifacts: Object.fromEntries(artifacts) }));
  return assembly;
};

/** Returns a function as CDK synthesizes it, with the permission for API Gateway. */
export const functionSketch = (
  logicalId: string,
  properties: Record<string, Json> = {},
): Readonly<Record<string, ResourceSketch>> => ({
  [logicalId]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: { 'Fn::Join': ['-', ['assets', { Ref: 'AWS::AccountId' }]] }, S3Key: `${logicalId}.zip` },
      FunctionName: `fixture-${logicalId}`,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      ...properties,
    },
  },
  [`${logicalId}Permission`]: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': [logicalId, 'Arn'] },
      Principal: 'apigateway.amazonaws.com',
    },
  },
});
