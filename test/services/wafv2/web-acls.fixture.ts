import type { Answerer, Answers } from '../../support/stub.ts';
import { success, type Wire } from '../../support/wire.ts';

export const arnOf = (name: string) => `arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/${name}/id`;

export const summary = (Name: string) => ({ Name, Id: `id-${Name}`, ARN: arnOf(Name), LockToken: 'token' });

export const listing = (...names: string[]): Answers => ({
  'wafv2:ListWebACLs': (call) => success(call, { WebACLs: names.map(summary) }),
});

export const GROUP = 'arn:aws:wafv2:eu-west-1:111122223333:regional/rulegroup/own/id';

export const visible = { VisibilityConfig: { CloudWatchMetricsEnabled: true } };

export const rule = (Name: string, changes: object): Wire => ({
  Name,
  Priority: 1,
  Statement: {},
  ...visible,
  ...changes,
});

export const holding = (Rules: readonly Wire[], changes = {}): Answerer => {
  return (call) => success(call, { WebACL: { DefaultAction: { Allow: {} }, Rules, ...changes } });
};
