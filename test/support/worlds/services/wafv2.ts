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

interface WebAcl {
  readonly name: string;
  readonly rules: readonly Wire[];
}

/** The web ACLs of each scope in us-east-1. */
const answers = (regional: readonly WebAcl[], global: WebAcl, accountId: string): Answers => {
  return {
    'wafv2:ListWebACLs': (call) =>
      success(call, {
        WebACLs:
          call.region !== 'us-east-1'
            ? []
            : textParam(call, 'Scope') === 'CLOUDFRONT'
              ? [summary(globalWebAclArn(accountId, global.name), global.name)]
              : regional.map(({ name }) => summary(regionalWebAclArn(accountId, name), name)),
      }),
    'wafv2:GetWebACL': (call) => {
      const isGlobal = textParam(call, 'Scope') === 'CLOUDFRONT';
      const name = textParam(call, 'Name') ?? '';
      const { rules } = (isGlobal ? [global] : regional).find((acl) => acl.name === name) ?? { rules: [] };
      return success(call, {
        WebACL: {
          Name: name,
          Id: name,
          ARN: (isGlobal ? globalWebAclArn : regionalWebAclArn)(accountId, name),
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

/** A group against floods every rule of which was told to count. */
const muted = rule(
  'muted',
  {
    ManagedRuleGroupStatement: {
      VendorName: 'AWS',
      Name: 'AWSManagedRulesAntiDDoSRuleSet',
      RuleActionOverrides: ['ChallengeAllDuringEvent', 'DDoSRequests'].map((Name) => ({
        Name,
        ActionToUse: { Count: {} },
      })),
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
        ...answers(
          [
            { name: 'counting', rules: [own] },
            { name: 'muted', rules: [muted] },
          ],
          { name: 'empty', rules: [] },
          accountId,
        ),
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
        'wafv2:DescribeManagedRuleGroup': always({
          Rules: ['ChallengeAllDuringEvent', 'DDoSRequests'].map((Name) => ({ Name, Action: { Block: {} } })),
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
        [{ name: 'regional', rules: [common, rate] }],
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
    'waf/web-acl-empty': { fails: ['empty'], passes: ['counting', 'muted'] },
    'waf/web-acl-only-counts': { fails: ['counting', 'muted'], notApplicable: ['empty'] },
    'waf/web-acl-not-logged': { fails: ['counting', 'empty', 'muted'] },
    'waf/rule-without-metrics': { fails: ['counting own'], passes: ['muted muted'] },
    'waf/web-acl-without-rate-limit': { fails: ['counting', 'empty', 'muted'] },
    'waf/managed-rules-missing': { fails: ['counting'], passes: ['muted'], notApplicable: ['empty'] },
  },
};
