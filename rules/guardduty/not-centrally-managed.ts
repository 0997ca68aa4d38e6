import { accountResource, defineRule, fail, notApplicable, pass } from 'postern/rule';
import { organizationAutoEnable, standing } from 'postern/services/guardduty';
import { inRegions } from './_detector.ts';

export default defineRule({
  title: 'GuardDuty is not managed centrally',
  type: 'Policy:GuardDuty/NotCentrallyManaged',
  severity: 3.0,
  scope: 'region',
  // Organizations registers an administrator for all Regions, but GuardDuty takes one in each: where it does not answer as
  // to its administrator, nobody can tell. https://docs.aws.amazon.com/guardduty/latest/ug/delegated-admin-designate.html
  reads: { standing, autoEnable: organizationAutoEnable },
  why: 'Nobody outside the account sees what GuardDuty finds in it, and whoever takes it over can turn GuardDuty off.',
  remediation: {
    text: 'Name a GuardDuty administrator for the organization in its management account, in each Region, and let it enroll all accounts.',
    url: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html',
  },
  gather: inRegions(
    (where) =>
      `GuardDuty in ${where} is neither administrator nor member, though the account is in an organization.`,
  ),
  *check({ standing, autoEnable }, scope) {
    const account = accountResource(scope);
    const evidence = {
      ...standing,
      ...(autoEnable === undefined ? {} : { AutoEnableOrganizationMembers: autoEnable }),
    };
    switch (standing.kind) {
      case 'off':
        yield notApplicable(`GuardDuty does not run in ${scope.region}: guardduty/disabled reports it`);
        break;
      case 'outside organization':
        yield notApplicable('the account belongs to no organization');
        break;
      case 'alone':
        yield fail(
          account,
          evidence,
          'The account is in an organization, but neither administrator nor member of GuardDuty there.',
        );
        break;
      default:
        yield pass(account, evidence);
    }
  },
});
