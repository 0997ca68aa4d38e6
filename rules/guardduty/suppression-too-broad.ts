import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { archivingFilters, detector, optionalDetectorAdministrator } from 'postern/services/guardduty';
import { administratorOf } from './_detector.ts';
import { type Criteria, canBeGrave, namesTypes, narrowing } from './_suppression.ts';

export default defineRule({
  title: 'GuardDuty suppression rule is too broad',
  type: 'Stealth:GuardDuty/SuppressionTooBroad',
  severity: 6.0,
  scope: 'region',
  reads: { detector, administrator: optionalDetectorAdministrator, filters: archivingFilters },
  why: 'What a suppression rule matches is archived unseen and goes to no other service: an attack that fits it is noticed by nobody.',
  remediation: {
    text: 'Narrow the rule to the finding types, the resource and, where it can be, the address that it is meant for, and to severities below 7; or delete it. See first what it archived until now.',
    url: 'https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html',
  },
  *check({ detector, administrator, filters }, { region }) {
    if (detector?.Status !== 'ENABLED') {
      yield notApplicable(`GuardDuty does not run in ${region}: guardduty/disabled reports it`);
      return;
    }
    const resource = { type: 'AwsGuardDutyDetector', id: detector.arn };
    if (filters === undefined) {
      const who = administratorOf(administrator);
      yield notApplicable(
        `only the GuardDuty administrator${who === undefined ? '' : `, account ${who},`} suppresses findings of its members`,
        resource,
      );
      return;
    }
    for (const { item: name, answer } of filters) {
      const filter = { type: 'AwsGuardDutyFilter', id: `${detector.arn}/filter/${name}` };
      if (!answer.ok) yield unknown(filter, answer.error);
      else if (answer.value !== undefined) {
        const { criteria } = answer.value;
        const faults = faultsOf(criteria);
        const evidence = { Name: name, Criterion: criteria };
        if (faults.length === 0) yield pass(filter, evidence);
        else
          yield fail(filter, evidence, `The suppression rule ${name} ${faults.join(' and ')}.`, {
            ...(isDeliberate(criteria) && {
              severity: {
                score: 3,
                reason: 'the rule names the types of findings and the resource that it is meant for',
              },
            }),
          });
      }
    }
    if (filters.every(({ answer }) => answer.ok && answer.value === undefined))
      yield pass(resource, { FilterNames: filters.map(({ item }) => item), Archiving: [] });
  },
});

function faultsOf(criteria: Criteria): readonly string[] {
  return [
    ...(canBeGrave(criteria) ? ['can archive findings of severity 7 and above'] : []),
    ...(narrowing(criteria).length === 0 ? ['names no resource that it is meant for'] : []),
  ];
}

/** Somebody chose what it archives, though not how grave it may be. */
function isDeliberate(criteria: Criteria): boolean {
  return namesTypes(criteria) && narrowing(criteria).length > 0;
}
