import { defineRule, fail, pass, shell } from 'postern/rule';
import { detector, organizationAutoEnable, standing } from 'postern/services/guardduty';
import { inRegions } from './_detector.ts';
import { elsewhere } from './_standing.ts';

export default defineRule({
  title: 'GuardDuty does not enroll all accounts by itself',
  type: 'Policy:GuardDuty/NewAccountsNotEnrolled',
  severity: 5.0,
  scope: 'region',
  reads: { detector, standing, autoEnable: organizationAutoEnable },
  why: 'An account that nobody enrolls is watched by nobody, and one that its people took out of GuardDuty stays out.',
  remediation: {
    text: 'Let the GuardDuty administrator enable GuardDuty automatically for ALL accounts of the organization. NEW leaves out those that were there before, and those that leave.',
    url: 'https://docs.aws.amazon.com/guardduty/latest/ug/set-guardduty-auto-enable-preferences.html',
  },
  gather: inRegions(
    (where) => `GuardDuty in ${where} does not enroll all accounts of the organization by itself.`,
  ),
  *check({ detector, standing, autoEnable }, scope) {
    const nowhere = elsewhere(standing, scope.region);
    if (nowhere !== undefined || detector === undefined) {
      if (nowhere !== undefined) yield nowhere;
      return;
    }
    const resource = { type: 'AwsGuardDutyDetector', id: detector.arn };
    const evidence = { AutoEnableOrganizationMembers: autoEnable };
    if (autoEnable === 'ALL') yield pass(resource, evidence);
    else
      yield fail(
        resource,
        evidence,
        autoEnable === 'NEW'
          ? 'GuardDuty enrolls accounts that join the organization, but none that was there before or has left GuardDuty.'
          : 'GuardDuty enrolls no account of the organization by itself.',
        {
          ...(autoEnable === 'NEW' && {
            severity: { score: 3, reason: 'accounts that join the organization are enrolled' },
          }),
          commands: [
            shell`aws guardduty update-organization-configuration --detector-id ${detector.id} --auto-enable-organization-members ALL --region ${scope.region}`,
          ],
        },
      );
  },
});
