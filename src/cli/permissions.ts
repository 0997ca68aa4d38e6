import { rules } from '../../rules/index.ts';
import { ALIAS_ACTIONS } from '../accounts/account-alias.ts';
import type { Config } from '../config/config.ts';
import { actionsOfRule } from '../engine/chosen-rule.ts';
import { roleAsCloudFormation, roleAsTerraform } from './audit-role.ts';
import { chooseFrameworks, type FrameworkFilter } from './choose-frameworks.ts';
import { chooseRules, type RuleFilter } from './choose-rules.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { withOutsideRules } from './outside/outside-rules.ts';
import {
  asCloudFormation,
  asJson,
  asTerraform,
  type PolicyDocument,
  permissionPolicies,
} from './permission-policy.ts';
import { UsageError } from './problem.ts';
import { print } from './terminal.ts';
import { trustOf } from './trust.ts';

export interface PermissionsOptions extends RuleFilter, FrameworkFilter {
  readonly configuration: Config;
  readonly format: 'json' | 'terraform' | 'cloudformation';
  /** Who may take on a role with these permissions; without it there is no role. */
  readonly trust?: string;
}

/** Prints the smallest IAM policy that lets Postern judge by the chosen rules, and a role that carries it. */
export async function permissions(options: PermissionsOptions): Promise<ExitCode> {
  const all = await withOutsideRules(rules, options.rulesFrom);
  const frameworks = await chooseFrameworks(options.framework, Object.keys(all));
  const chosen = chooseRules(all, options, options.configuration, frameworks);
  const actions = chosen.flatMap(({ rule }) => actionsOfRule(rule));
  actions.push(...ALIAS_ACTIONS);
  await print(process.stdout, written(permissionPolicies(actions), options));
  return EXIT.clear;
}

/** @throws UsageError */
function written(policies: readonly PolicyDocument[], { format, trust }: PermissionsOptions): string {
  const trusted = trust === undefined ? undefined : trustOf(trust);
  switch (format) {
    case 'terraform':
      return trusted === undefined ? asTerraform(policies) : roleAsTerraform(policies, trusted);
    case 'cloudformation':
      return trusted === undefined ? asCloudFormation(policies) : roleAsCloudFormation(policies, trusted);
    case 'json':
      if (trusted !== undefined)
        throw new UsageError('--trust makes a role: add --format terraform or --format cloudformation.');
      return asJson(policies);
  }
}
