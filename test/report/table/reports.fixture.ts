import { rules } from '../../../rules/index.ts';
import { actionsOfRule } from '../../../src/engine/chosen-rule.ts';
import type { Report } from '../../../src/finding/report.ts';
import { highestSeverity } from '../../../src/rule/rule.ts';
import { companyReport, sampleFinding, sampleReport, sampleUnknown } from '../../support/sample-report.ts';

/** An account in which nothing was found, and everything was looked at. */
const clean: Report = sampleReport({ passed: 1204 });

/** An account in which every call is denied: most by what is attached to the principal, some by the organization. */
const denied: Report = sampleReport({
  unknowns: Object.entries(rules).flatMap(([ruleId, rule]) =>
    actionsOfRule(rule).map((action) =>
      sampleUnknown({
        ruleId,
        score: highestSeverity(rule),
        action,
        deniedBy: action.startsWith('guardduty:') ? 'service control policy' : 'identity-based policy',
      }),
    ),
  ),
});

const SCORES = [9.5, 9, 8, 7, 5, 4, 3, 1, 0.5];

/** An account with as many findings as are asked for, of 240 rules. */
export function accountWith(findings: number): Report {
  return sampleReport({
    passed: findings,
    findings: Array.from({ length: findings }, (_, index) => {
      const rule = index % 240;
      return sampleFinding({
        ruleId: `service-${rule % 40}/rule-number-${rule}`,
        title: `Security group ${rule} opens an administration port to the internet`,
        score: SCORES[rule % SCORES.length] ?? 0,
        region: index % 3 === 0 ? 'eu-west-1' : 'us-east-1',
        resource: {
          type: 'AwsEc2SecurityGroup',
          id: `arn:aws:ec2:eu-west-1:111122223333:security-group/sg-${index.toString(16).padStart(17, '0')}`,
        },
        fix: 'Narrow the rule to the addresses that you work from, or reach the machines another way.',
      });
    }),
  });
}

export const reports: Readonly<Record<string, Report>> = {
  company: companyReport,
  clean,
  denied,
  large: accountWith(10_000),
};
