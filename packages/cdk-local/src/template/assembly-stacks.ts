import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const json = z.json();
export type Json = z.infer<typeof json>;

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      dependencies: z.array(z.string()).optional(),
      properties: z
        .looseObject({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

const assetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.looseObject({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
    }),
  ),
});

const resource = z.looseObject({
  Type: z.string(),
  Condition: z.string().optional(),
  Properties: z.record(z.string(), json).default({}),
});

const template = z.looseObject({
  Parameters: z.record(z.string(), z.looseObject({ Default: json.optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), json))).default({}),
  Conditions: z.record(z.string(), json).default({}),
  Resources: z.record(z.string(), resource).default({}),
  Outputs: z
    .record(z.string(), z.looseObject({ Value: json, Export: z.object({ Name: json }).optional() }))
    .default({}),
});

type Template = z.infer<typeof template>;

export type Stack = {
  readonly name: string;
  readonly template: Template;
  /** Object key in CDK's asset bucket → file or folder of the asset. */
  readonly assets: ReadonlyMap<string, string>;
};

type Artifacts = z.infer<typeof manifest>['artifacts'];

const inDependencyOrder = (artifacts: Artifacts): string[] => {
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    if (ordered.has(id)) return;
    for (const dependency of artifacts[id]?.dependencies ?? []) visit(dependency);
    ordered.add(id);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return [...ordered];
};

const assetsIn = (assembly: string, file: string): [string, string][] =>
  Object.values(assetManifest.parse(JSON.parse(readFileSync(join(assembly, file), 'utf8'))).files).flatMap(
    ({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }): [string, string] => [
        objectKey,
        join(assembly, source.path ?? ''),
      ]),
  );

const assetsOf = (assembly: string, artifacts: Artifacts, stack: string): [string, string][] =>
  (artifacts[stack]?.dependencies ?? []).flatMap((id) => {
    const { type, properties } = artifacts[id] ?? {};
    return type === 'cdk:asset-manifest' && properties?.file ? assetsIn(assembly, properties.file) : [];
  });

/**
 * Reads the stacks of a synthesized CDK app, each after its dependencies. Replaces `http://localhost:3000`, which the app
 * was synthesized for, by `origin`.
 */
export const readStacks = (assembly: string, origin: string): readonly Stack[] => {
  const { artifacts } = manifest.parse(JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')));
  return inDependencyOrder(artifacts).flatMap((id) => {
    const { type, properties } = artifacts[id] ?? {};
    if (type !== 'aws:cloudformation:stack' || properties?.templateFile === undefined) return [];
    const text = readFileSync(join(assembly, properties.templateFile), 'utf8');
    return {
      name: properties.stackName ?? id,
      template: template.parse(JSON.parse(text.replaceAll(/http:\/\/localhost:3000(?!\d)/g, origin))),
      assets: new Map(assetsOf(assembly, artifacts, id)),
    };
  });
};
