import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { propertiesOf, type Resource, type Resources } from './resources.ts';
import { responseHeaders } from './response-headers.ts';

const behavior = z.object({
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  FunctionAssociations: z
    .array(
      z.object({
        EventType: z.literal('viewer-request', 'only viewer-request functions are supported'),
        FunctionARN: z.string(),
      }),
    )
    .max(1)
    .default([]),
  LambdaFunctionAssociations: z.undefined('Lambda@Edge is not supported').optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  TargetOriginId: z.string(),
});

const distributionProperties = z.object({
  DistributionConfig: z.object({
    CacheBehaviors: z.array(behavior.extend({ PathPattern: z.string().regex(/^\/[^*?]*\*$/) })).default([]),
    DefaultCacheBehavior: behavior,
    Origins: z.array(z.object({ DomainName: z.string(), Id: z.string() })),
  }),
});

const functionProperties = z.object({ FunctionCode: z.string() });

/** A bucket that CloudFront serves. */
export type Site = {
  readonly bucket: string;
  readonly methods: readonly string[];
  /** Headers of every response, errors included. */
  readonly headers: Readonly<Record<string, string>>;
  /** Returns the path after the viewer-request function. */
  readonly rewrite: (path: string) => string;
};

export type Distribution = {
  readonly site: Site;
  /** Path prefixes of the API. */
  readonly apiPaths: readonly string[];
};

const rewriteWith = (resources: Resources, functionArn: string | undefined): Site['rewrite'] => {
  if (functionArn === undefined) return (path) => path;
  const found = resources.of('AWS::CloudFront::Function').find(({ ref }) => ref === functionArn);
  if (!found) throw new StartError(`The distribution refers to a missing function: ${functionArn}.`);
  const { FunctionCode } = propertiesOf(found, functionProperties);
  return (uri) => {
    const request = runInNewContext(`${FunctionCode}; handler(event)`, { event: { request: { uri } } });
    return String(request.uri);
  };
};

const bucketOf = (resources: Resources, domainName: string | undefined): string => {
  const found = resources.of('AWS::S3::Bucket').find((bucket) => bucket.attribute('RegionalDomainName') === domainName);
  if (!found) throw new StartError('The default behavior of the distribution serves no bucket of the template.');
  return found.ref;
};

const distributionFrom = (resources: Resources, resource: Resource): Distribution => {
  const { CacheBehaviors, DefaultCacheBehavior, Origins } = propertiesOf(
    resource,
    distributionProperties,
  ).DistributionConfig;
  const { AllowedMethods, FunctionAssociations, ResponseHeadersPolicyId, TargetOriginId } = DefaultCacheBehavior;
  const origin = Origins.find(({ Id }) => Id === TargetOriginId);
  return {
    site: {
      bucket: bucketOf(resources, origin?.DomainName),
      methods: AllowedMethods,
      headers: responseHeaders(resources, ResponseHeadersPolicyId),
      rewrite: rewriteWith(resources, FunctionAssociations[0]?.FunctionARN),
    },
    apiPaths: CacheBehaviors.map(({ PathPattern }) => PathPattern.slice(0, -1)),
  };
};

/** Returns the template's distribution, or undefined without one. */
export const distributionOf = (resources: Resources): Distribution | undefined => {
  const [distribution, ...others] = resources.of('AWS::CloudFront::Distribution');
  if (others.length > 0) throw new StartError('Only one CloudFront distribution is supported.');
  return distribution && distributionFrom(resources, distribution);
};
