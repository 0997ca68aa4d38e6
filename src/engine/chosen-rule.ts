import { actionsOf, type Operation } from '../aws/actions.ts';
import type { Reader } from '../aws/reader.ts';
import { REGION_LIST } from '../aws/session.ts';
import type { OptionSpecs, OptionValues } from '../rule/options.ts';
import type { Rule, ScopeKind } from '../rule/rule.ts';
import { organizationPosition } from '../services/organizations/organization.ts';

/** A rule that a scan runs, with its id and the values of its options. */
export interface ChosenRule {
  readonly id: string;
  readonly rule: Rule;
  readonly options: OptionValues<OptionSpecs>;
  /** The controls that its findings tell of; none unless told. */
  readonly controls?: readonly ControlReference[];
}

/** A control that a rule judges. */
export interface ControlReference {
  readonly framework: string;
  readonly control: string;
  /** Only what the rule says of this part of a resource is about the control. */
  readonly part?: string | undefined;
  /** Only what it says of resources of this type is. */
  readonly resourceType?: string | undefined;
  /** Only what fails in one of these aspects fails the control. */
  readonly aspects?: readonly string[] | undefined;
}

/** What has to be read to find the scopes of a kind. */
const TO_FIND_SCOPES: Readonly<Record<ScopeKind, Pick<Reader<unknown>, 'operations' | 'actions'>>> = {
  organization: organizationPosition,
  account: { operations: [], actions: [] },
  region: { operations: [REGION_LIST], actions: actionsOf(REGION_LIST) },
};

/** Operations that a rule may send: those of its readers, and what finds its scopes. */
export function operationsOfRule(rule: Rule): readonly Operation[] {
  return [TO_FIND_SCOPES[rule.scope], ...Object.values(rule.reads)].flatMap(({ operations }) => operations);
}

/** IAM actions that a rule needs: those of its readers, and what finds its scopes. Sorted, each once. */
export function actionsOfRule(rule: Rule): readonly string[] {
  const readers = [TO_FIND_SCOPES[rule.scope], ...Object.values(rule.reads)];
  return [...new Set(readers.flatMap(({ actions }) => actions))].sort();
}
