import type { Answers } from '../../stub.ts';
import { success, textParam, type Wire } from '../../wire.ts';
import { regionalWebAclArn } from './apigateway.ts';
import { always } from './at-home.ts';
import { globalWebAclArn } from './cloudfront.ts';
import { balancerArn } from './elbv2.ts';
import type { ServiceWorld } from './service-world.ts';

type WireMap = Readonly<Record<string, Wire>>;

const metrics = (CloudWatchMetricsEnabled: boolean): WireMap => ({
  VisibilityConfig: { SampledRequestsEnabled: true, CloudWatchMetricsEnabled, MetricName: 'm' },
});

const rule = (Name: string, Statement: WireMap, changes: WireMap): Wire => ({
  Name,
  Priority: 1,
  Statement,
  ...metrics(true),
  ...changes,
});

const summary = (ARN: string, Name: string): Wire => ({ Name, Id: Name, ARN, LockToken: 'token' });

/** One web ACL of each scope in us-east-1, by scope: its name, ARN and rules. */
const answers = (
  regional: { readonly name: string; readonly rules: readonly Wire[] },
  global: { readonly name: string; readonly rules: readonly Wire[] },
  accountId: string,
): Answers => {
  const globalArn = globalWebAclArn(accountId, global.name);
  const regionalArn = regionalWebAclArn(accountId, regional.name);
  return {
    'wafv2:ListWebACLs': (call) =>
      success(call, {
        WebACLs:
          call.region !== 'us-east-1'
            ? []
            : textParam(call, 'Scope') === 'CLOUDFRONT'
              ? [summary(globalArn, global.name)]
              : [summary(regionalArn, regional.name)],
      }),
    'wafv2:GetWebACL': (call) => {
      const isGlobal = textParam(call, 'Scope') === 'CLOUDFRONT';
      const { name, rules } = isGlobal ? global : regional;
      return success(call, {
        WebACL: {
          Name: name,
          Id: name,
          ARN: isGlobal ? globalArn : regionalArn,
          DefaultAction: { Allow: {} },
          Rules: rules,
          ...metrics(true),
        },
      });
    },
  };
};

const rate = rule(
  'rate',
  { RateBasedStatement: { Limit: 2000, AggregateKeyType: 'IP' } },
  { Action: { Block: {} } },
);
const common = rule(
  'common',
  {
    ManagedRuleGroupStatement: {
      VendorName: 'AWS',
      Name: 'AWSManagedRulesCommonRuleSet',
      RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }],
    },
  },
  { OverrideAction: { None: {} } },
);

export const wafv2: ServiceWorld = {
  badlyKept: {
    answers: ({ accountId }) => {
      const group = `arn:aws:wafv2:us-east-1:${accountId}:regional/rulegroup/own/own`;
      const own = rule(
        'own',
        { RuleGroupReferenceStatement: { ARN: group } },
        { OverrideAction: { None: {} }, ...metrics(false) },
      );
      return {
        ...answers({ name: 'counting', rules: [own] }, { name: 'empty', rules: [] }, accountId),
        'wafv2:GetRuleGroup': always({
          RuleGroup: {
            Name: 'own',
            Id: 'own',
            ARN: group,
            Capacity: 1,
            Rules: [rule('geo', { GeoMatchStatement: { CountryCodes: ['AQ'] } }, { Action: { Count: {} } })],
            ...metrics(true),
          },
        }),
        'wafv2:ListResourcesForWebACL': (call) =>
          success(call, {
            ResourceArns:
              textParam(call, 'ResourceType') === 'APPSYNC'
                ? [`arn:aws:appsync:us-east-1:${accountId}:apis/graph`]
                : [],
          }),
        'wafv2:ListLoggingConfigurations': always({ LoggingConfigurations: [] }),
      };
    },
  },
  wellKept: {
    answers: ({ accountId }) => ({
      ...answers(
        { name: 'regional', rules: [common, rate] },
        { name: 'global', rules: [common, rate] },
        accountId,
      ),
      'wafv2:DescribeManagedRuleGroup': always({
        Rules: ['SizeRestrictions_BODY', 'NoUserAgent_HEADER'].map((Name) => ({
          Name,
          Action: { Block: {} },
        })),
      }),
      'wafv2:ListResourcesForWebACL': always({ ResourceArns: [balancerArn(accountId, 'app', 'redirected')] }),
      'wafv2:ListLoggingConfigurations': always({
        LoggingConfigurations: [
          globalWebAclArn(accountId, 'global'),
          regionalWebAclArn(accountId, 'regional'),
        ].map((ResourceArn) => ({
          ResourceArn,
          LogDestinationConfigs: ['arn:aws:s3:::aws-waf-logs-all'],
        })),
      }),
    }),
  },
  finds: {
    'waf/load-balancer-without-web-acl': { fails: ['half-redirected'] },
    'waf/web-acl-empty': { fails: ['empty'], passes: ['counting'] },
    'waf/web-acl-only-counts': { fails: ['counting'], notApplicable: ['empty'] },
    'waf/web-acl-not-logged': { fails: ['counting', 'empty'] },
    'waf/rule-without-metrics': { fails: ['counting own'] },
    'waf/web-acl-without-rate-limit': { fails: ['counting', 'empty'] },
    'waf/managed-rules-missing': { fails: ['counting'], notApplicable: ['empty'] },
  },
};
