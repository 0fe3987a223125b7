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
        EventType: z.literal('viewer-request', 'only functions on viewer requests are run locally'),
        FunctionARN: z.string(),
      }),
    )
    .max(1)
    .default([]),
  LambdaFunctionAssociations: z.undefined('Lambda@Edge is not run locally').optional(),
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

/** A bucket behind CloudFront. */
export type Site = {
  readonly bucket: string;
  readonly methods: readonly string[];
  /** Sent with every answer, refusals included. */
  readonly headers: Readonly<Record<string, string>>;
  /** The path that is asked for instead of this one. */
  readonly rewritten: (path: string) => string;
};

export type Distribution = {
  readonly site: Site;
  /** What the paths begin with that are the API's. */
  readonly apiPaths: readonly string[];
};

const rewriting = (resources: Resources, functionArn: string | undefined): Site['rewritten'] => {
  if (functionArn === undefined) return (path) => path;
  const found = resources.of('AWS::CloudFront::Function').find(({ ref }) => ref === functionArn);
  if (!found) throw new StartError(`The distribution names a function that isn't there: ${functionArn}.`);
  const { FunctionCode } = propertiesOf(found, functionProperties);
  return (uri) => {
    const request = runInNewContext(`${FunctionCode}; handler(event)`, { event: { request: { uri } } });
    return String(request.uri);
  };
};

const bucketOf = (resources: Resources, domainName: string | undefined): string => {
  const found = resources.of('AWS::S3::Bucket').find((bucket) => bucket.attribute('RegionalDomainName') === domainName);
  if (!found) throw new StartError('The distribution serves no bucket of the template by default.');
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
      rewritten: rewriting(resources, FunctionAssociations[0]?.FunctionARN),
    },
    apiPaths: CacheBehaviors.map(({ PathPattern }) => PathPattern.slice(0, -1)),
  };
};

/** What browsers find on the one origin of website and API, as the template describes it; undefined without a distribution. */
export const distributionOf = (resources: Resources): Distribution | undefined => {
  const [distribution, ...others] = resources.of('AWS::CloudFront::Distribution');
  if (others.length > 0) throw new StartError('Only one CloudFront distribution is served locally.');
  return distribution && distributionFrom(resources, distribution);
};
