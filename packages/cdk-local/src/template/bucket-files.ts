import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { propertiesOf, type Resource, type Resources } from './resources.ts';

const deploymentProperties = z.object({
  DestinationBucketKeyPrefix: z.string().default(''),
  DestinationBucketName: z.string(),
  Exclude: z.undefined('Exclude is not supported').optional(),
  Include: z.undefined('Include is not supported').optional(),
  Prune: z.literal(false, 'Prune is not supported'),
  SourceMarkers: z.array(z.record(z.string(), z.string())).default([]),
  SourceMarkersConfig: z.array(z.object({})).default([]),
  SourceObjectKeys: z.array(z.string()),
  SystemMetadata: z.record(z.string(), z.string()).default({}),
});

type Deployment = z.infer<typeof deploymentProperties>;

/** A file in a bucket. */
export type BucketFile = { readonly content: Buffer; readonly cacheControl: string | undefined };

/** Replaces the markers of a deployment by their values. */
const withValues = (content: Buffer, values: Readonly<Record<string, string>>): Buffer => {
  const markers = Object.keys(values);
  if (markers.length === 0) return content;
  const text = markers.reduce((all, marker) => all.replaceAll(marker, () => values[marker] ?? ''), String(content));
  return Buffer.from(text);
};

const filesOf = (resource: Resource, deployment: Deployment): [string, BucketFile][] =>
  deployment.SourceObjectKeys.flatMap((key, index) => {
    const folder = resource.asset(key);
    if (folder === undefined) throw new StartError(`The assembly has no files for ${resource.logicalId}.`);
    return globSync('**', { cwd: folder })
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name): [string, BucketFile] => [
        `${deployment.DestinationBucketKeyPrefix}${name}`,
        {
          content: withValues(readFileSync(join(folder, name)), deployment.SourceMarkers[index] ?? {}),
          cacheControl: deployment.SystemMetadata['cache-control'],
        },
      ]);
  });

/** Returns the files that deployments of the template upload to a bucket, by key. */
export const filesIn = (resources: Resources, bucket: string): ReadonlyMap<string, BucketFile> =>
  new Map(
    resources.of('Custom::CDKBucketDeployment').flatMap((resource) => {
      const deployment = propertiesOf(resource, deploymentProperties);
      return deployment.DestinationBucketName === bucket ? filesOf(resource, deployment) : [];
    }),
  );
