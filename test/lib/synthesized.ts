import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { deployedFunctions, kebabCase } from '#lib/functions/deployed-functions.ts';
import { invitationsApp } from '#lib/stacks/invitations-app.ts';
import { withoutCode } from '#tools/cost/placeholder-assets.ts';

const root = mkdtempSync(join(tmpdir(), 'invitations-synthesis-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A resource of a template; `Properties` depend on its type. */
export type Resource = {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates are free-form JSON, and a wrong path fails the test that takes it.
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
};

export type Synthesized = {
  readonly stage: string;
  /** The stateful stack. */
  readonly state: Template;
  /** The stateless stack. */
  readonly running: Template;
  /** The stack with the alarms on CloudFront, or an empty template. */
  readonly edgeAlarms: Template;
};

type Given = Readonly<Record<string, string>>;

/** Context as from `cdk -c`, with the required settings of staging and prod. */
export const contextOf = (stage: string, settings: Given = {}): Given => ({
  stage,
  ...(['staging', 'prod'].includes(stage) && { googleClientId: 'id.apps.example.org' }),
  ...settings,
});

export const certificateIn = (region: string) =>
  `arn:aws:acm:${region}:123456789012:certificate/0f0f0f0f-0000-4000-8000-000000000000`;

/** Every optional setting, turned on. */
export const everything: Given = {
  account: '123456789012',
  region: 'eu-central-1',
  commit: 'c'.repeat(40),
  mailFromDomain: 'bounces.partnerally.com',
  waf: 'true',
  originSecretVersion: 'v-1',
  baseUrl: 'https://app.example.org',
  otherBaseUrl: 'https://old.example.org',
  consoleCertificateArn: certificateIn('us-east-1'),
  apiDomain: 'api.example.org',
  apiCertificateArn: certificateIn('eu-central-1'),
  signInDomain: 'login.example.org',
  signInCertificateArn: certificateIn('us-east-1'),
  supportUrl: 'https://support.example.org',
  googleClientSecretVersion: 'v-1',
  alarmEmail: 'duty@example.org',
  runbookUrl: 'https://wiki.example.org/invitations',
  warmWriteUnits: '8000',
  readerConcurrency: '20',
  reservedConcurrency: '50',
  transactionKeys: 'transaction',
};

/** Creates the app of a stage, without synthesis. */
export const appOf = (stage: string, settings: Given = {}): Promise<App> =>
  invitationsApp({
    context: contextOf(stage, settings),
    ...withoutCode(mkdtempSync(join(root, 'app-'))),
  });

export const synthesized = async (stage: string, settings: Given = {}): Promise<Synthesized> => {
  const app = await appOf(stage, settings);
  const assembly = app.synth();
  const template = (suffix: string) =>
    Template.fromJSON(
      assembly.stacks.find(({ stackName }) => stackName === `invitations-${stage}${suffix}`)?.template ?? {
        Resources: {},
      },
    );
  return { stage, state: template('-state'), running: template(''), edgeAlarms: template('-edge-alarms') };
};

/** Returns the resources of a type by logical id. */
export const resourcesOf = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.toJSON().Resources as Record<string, Resource>).filter(([, { Type }]) => Type === type);

/** Returns the only resource of a type. */
export const onlyResource = (template: Template, type: string): Resource => {
  const [only, ...others] = resourcesOf(template, type);
  if (only === undefined || others.length > 0)
    throw new Error(`There must be one ${type}, found ${others.length + (only ? 1 : 0)}.`);
  return only[1];
};

/** Returns our deployed functions by kebab-case name, without the prefix of the stage. CDK's own functions have no name. */
export const functionsOf = ({ stage, running }: Synthesized): Map<string, Resource> =>
  new Map(
    resourcesOf(running, 'AWS::Lambda::Function')
      .filter(([, { Properties }]) => Properties.FunctionName !== undefined)
      .map(([, fn]) => [String(fn.Properties.FunctionName).slice(`invitations-${stage}-`.length), fn]),
  );

export const functionNames = deployedFunctions.map(({ name }) => kebabCase(name));
