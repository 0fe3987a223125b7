import { type App, CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Operation } from '#core/contract/operation.ts';
import { operations } from '#core/contract/operations.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

/**
 * Limit per IP address in five minutes. A whole office behind one address stays far below.
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
const requestsInFiveMinutes = 5_000;

/**
 * Limit per IP address in five minutes for routes without sign-in. An office whose people all open their invitation at
 * once stays below.
 */
const openRequestsInFiveMinutes = 1_000;

const openPaths = Object.values<Operation>(operations).flatMap(({ caller, path }) =>
  caller === 'anyone' ? [path] : [],
);

const measured = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  // Samples would store headers, and so tokens.
  sampledRequestsEnabled: false,
});

/**
 * Rules on bodies only count. Bodies are JSON that the contract parses strictly. A batch of addresses exceeds the size
 * that these rules allow, and a team's name may contain text that they block.
 */
const countedOnly = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

/**
 * Returns a rule group that is maintained by AWS.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const managed = (name: string, priority: number, counted: readonly string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      // AWS WAF accepts 1 to 100 overrides or no list, but rejects an empty list.
      // https://docs.aws.amazon.com/waf/latest/APIReference/API_ManagedRuleGroupStatement.html
      ...(counted.length > 0 && {
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      }),
    },
  },
  visibilityConfig: measured(name),
});

const tooManyRequests: CfnWebACL.RuleProperty = {
  name: 'TooManyRequests',
  priority: 0,
  action: { block: { customResponse: { responseCode: 429 } } },
  statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsInFiveMinutes } },
  visibilityConfig: measured('TooManyRequests'),
};

/**
 * Matches the routes without sign-in. CloudFront forwards a path as it came, and API Gateway decodes escaped letters.
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html
 */
const openRoutes: CfnWebACL.StatementProperty = {
  orStatement: {
    statements: openPaths.map((searchString) => ({
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        positionalConstraint: 'EXACTLY',
        searchString,
        textTransformations: [{ priority: 0, type: 'URL_DECODE' }],
      },
    })),
  },
};

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-request-limiting.html
const tooManyOpenRequests: CfnWebACL.RuleProperty = {
  name: 'TooManyOpenRequests',
  priority: 1,
  action: { block: { customResponse: { responseCode: 429 } } },
  statement: {
    rateBasedStatement: { aggregateKeyType: 'IP', limit: openRequestsInFiveMinutes, scopeDownStatement: openRoutes },
  },
  visibilityConfig: measured('TooManyOpenRequests'),
};

/**
 * The web application firewall of the console's distribution. CloudFront requires it in us-east-1.
 * https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
 */
export class EdgeStack extends Stack {
  readonly webAclArn: string;

  constructor(app: App, { stage, account }: StageSettings) {
    super(app, `invitations-${stage}-edge`, {
      env: { account, region: 'us-east-1' },
      description: 'Invitations: web application firewall of console and API',
    });
    const firewall = new CfnWebACL(this, 'Firewall', {
      name: `invitations-${stage}`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      rules: [
        tooManyRequests,
        tooManyOpenRequests,
        managed('AWSManagedRulesCommonRuleSet', 2, countedOnly),
        managed('AWSManagedRulesKnownBadInputsRuleSet', 3),
      ],
      visibilityConfig: measured(`invitations-${stage}`),
    });
    // A strong cross-region reference needs two functions and a parameter; a weak one is resolved by CloudFormation.
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
    CrossStackReferences.of(firewall).produce(ReferenceStrength.WEAK);
    this.webAclArn = firewall.attrArn;
  }
}
