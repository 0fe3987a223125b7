import * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { propertiesOf, type Resources } from './resources.ts';

const policyProperties = z.object({
  ResponseHeadersPolicyConfig: z.object({
    CustomHeadersConfig: z
      .object({ Items: z.array(z.object({ Header: z.string(), Value: z.string() })) })
      .default({ Items: [] }),
    SecurityHeadersConfig: z
      .strictObject({
        ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string() }).optional(),
        ContentTypeOptions: z.object({}).optional(),
        FrameOptions: z.object({ FrameOption: z.string() }).optional(),
        ReferrerPolicy: z.object({ ReferrerPolicy: z.string() }).optional(),
        StrictTransportSecurity: z
          .object({ AccessControlMaxAgeSec: z.coerce.number(), IncludeSubdomains: z.boolean().default(false) })
          .optional(),
      })
      .default({}),
  }),
});

type Policy = z.infer<typeof policyProperties>['ResponseHeadersPolicyConfig'];

const transportSecurity = ({
  SecurityHeadersConfig: { StrictTransportSecurity: settings },
}: Policy): string | undefined =>
  settings && `max-age=${settings.AccessControlMaxAgeSec}${settings.IncludeSubdomains ? '; includeSubDomains' : ''}`;

const headersOf = (policy: Policy): Readonly<Record<string, string>> => {
  const { ContentSecurityPolicy, ContentTypeOptions, FrameOptions, ReferrerPolicy } = policy.SecurityHeadersConfig;
  const headers: Record<string, string | undefined> = {
    'content-security-policy': ContentSecurityPolicy?.ContentSecurityPolicy,
    'referrer-policy': ReferrerPolicy?.ReferrerPolicy,
    'strict-transport-security': transportSecurity(policy),
    'x-content-type-options': ContentTypeOptions && 'nosniff',
    'x-frame-options': FrameOptions?.FrameOption,
    ...Object.fromEntries(policy.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header.toLowerCase(), Value])),
  };
  return Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined),
  );
};

/** Returns the headers of a response headers policy. */
export const responseHeaders = (
  resources: Resources,
  policyId: string | undefined,
): Readonly<Record<string, string>> => {
  if (policyId === undefined) return {};
  const policy = resources.of('AWS::CloudFront::ResponseHeadersPolicy').find(({ ref }) => ref === policyId);
  if (!policy) throw new StartError(`The response headers policy ${policyId} is missing in the template.`);
  return headersOf(propertiesOf(policy, policyProperties).ResponseHeadersPolicyConfig);
};
