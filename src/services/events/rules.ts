import type { Rule as SdkRule } from '@aws-sdk/client-eventbridge';
import { named } from '../../aws/named.ts';
import type { BusRule } from './bus-rule.ts';
import type { events } from './service.ts';

/** What readers of EventBridge ask with. */
type Asking = Pick<Parameters<Parameters<typeof events.reader>[1]>[0], 'sdk' | 'client'>;

/**
 * The rules on the default bus that are on and look for events; none where there are none. Sends ListRules.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
 */
export async function enabledRules({ sdk, client }: Asking): Promise<readonly BusRule[]> {
  const rules: SdkRule[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new sdk.ListRulesCommand({ Limit: 100, NextToken }));
    if (page.Rules === undefined) throw new Error('AWS sent no Rules');
    rules.push(...page.Rules);
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  const enabled = rules.filter(
    ({ EventPattern, State }) => EventPattern !== undefined && State !== 'DISABLED',
  );
  return named(enabled, 'Name', 'EventPattern', 'State');
}

/**
 * The ARNs of what a rule on the default bus sends its events to. Sends ListTargetsByRule.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html
 */
export async function targetsOf(Rule: string, { sdk, client }: Asking): Promise<readonly string[]> {
  const arns: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new sdk.ListTargetsByRuleCommand({ Rule, Limit: 100, NextToken }));
    if (page.Targets === undefined) throw new Error('AWS sent no Targets');
    arns.push(...named(page.Targets, 'Arn').map(({ Arn }) => Arn));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return arns;
}
