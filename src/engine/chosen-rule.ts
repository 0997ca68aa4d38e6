import type { OptionSpecs, OptionValues } from '../rule/options.ts';
import type { Rule, ScopeKind } from '../rule/rule.ts';
import { organizationPosition } from '../services/organizations/organization.ts';

/** A rule that a scan runs, with its id and the values of its options. */
export interface ChosenRule {
  readonly id: string;
  readonly rule: Rule;
  readonly options: OptionValues<OptionSpecs>;
}

/** What has to be read to find the scopes of a kind. */
const TO_FIND_SCOPES: Readonly<Record<ScopeKind, readonly string[]>> = {
  organization: organizationPosition.actions,
  account: [],
  region: ['ec2:DescribeRegions'],
};

/** IAM actions that a rule needs: those of its readers, and what finds its scopes. Sorted, each once. */
export function actionsOfRule(rule: Rule): readonly string[] {
  const read = Object.values(rule.reads).flatMap((reader) => reader.actions);
  return [...new Set([...TO_FIND_SCOPES[rule.scope], ...read])].sort();
}
