import { rules } from '../../rules/index.ts';
import { ALIAS_ACTIONS } from '../accounts/account-alias.ts';
import { actionsOfRule } from '../engine/chosen-rule.ts';
import { chooseRules, type RuleFilter } from './choose-rules.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { withOutsideRules } from './outside/outside-rules.ts';
import { asCloudFormation, asJson, asTerraform, permissionPolicies } from './permission-policy.ts';
import { print } from './terminal.ts';

const WRITERS = { json: asJson, terraform: asTerraform, cloudformation: asCloudFormation } as const;

export interface PermissionsOptions extends RuleFilter {
  readonly format: keyof typeof WRITERS;
}

/** Prints the smallest IAM policy that lets Postern judge by the chosen rules. */
export async function permissions(options: PermissionsOptions): Promise<ExitCode> {
  const actions = chooseRules(await withOutsideRules(rules, options.rulesFrom), options).flatMap(({ rule }) =>
    actionsOfRule(rule),
  );
  actions.push(...ALIAS_ACTIONS);
  await print(process.stdout, WRITERS[options.format](permissionPolicies(actions)));
  return EXIT.clear;
}
