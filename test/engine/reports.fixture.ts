import type { ChosenRule } from '../../src/engine/chosen-rule.ts';
import { ReportGatherer } from '../../src/engine/gather-report.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import type { Report } from '../../src/finding/report.ts';
import { reportSchema } from '../../src/finding/schema.ts';
import type { Resource, Verdict } from '../../src/rule/rule.ts';
import { reportGathered } from '../support/report-source.ts';
import { sessionWith } from '../support/session.ts';

export const NOW = new Date('2026-01-01T00:00:00Z');
export const FACTS = {
  interrupted: false,
  replayed: false,
  durationSeconds: 1,
  calls: new Map<string, number>(),
};

/** What a rule said in us-east-1 of an account, unless told otherwise. */
export function outcome(
  rule: ChosenRule,
  verdicts: readonly Verdict[],
  facts: Partial<Outcome> = {},
): Outcome {
  return {
    chosen: rule,
    accountId: '111122223333',
    region: 'us-east-1',
    partition: 'aws',
    verdicts,
    ...facts,
  };
}

/** The report of outcomes, valid by its schema. */
export function reportOf(outcomes: readonly Outcome[], includePassed = false): Report {
  const rules = [...new Map(outcomes.map((each) => [each.chosen.id, each.chosen])).values()];
  const gatherer = new ReportGatherer(rules, { now: NOW, includePassed });
  gatherer.addAccount(sessionWith());
  for (const each of outcomes) gatherer.add(each);
  return reportSchema.parse(reportGathered(gatherer, FACTS));
}

export const user = (name: string): Resource => ({
  type: 'AwsIamUser',
  id: `arn:aws:iam::111122223333:user/${name}`,
});
