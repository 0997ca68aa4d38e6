import { accountResource, defineRule, fail, notApplicable, pass, shell } from 'postern/rule';
import { detector, organizationMembers, standing } from 'postern/services/guardduty';
import { elsewhere } from './_standing.ts';

export default defineRule({
  title: 'GuardDuty does not watch an account of the organization',
  type: 'Stealth:GuardDuty/MemberNotMonitored',
  severity: 6.0,
  scope: 'region',
  reads: { detector, standing, members: organizationMembers },
  why: 'What happens in that account is seen by nobody who watches over the organization.',
  remediation: {
    text: 'Add the account as a member in the GuardDuty administrator, or enable it there again; best, let GuardDuty enroll ALL accounts by itself.',
    url: 'https://docs.aws.amazon.com/guardduty/latest/ug/maintaining-guardduty-organization-delegated-admin.html',
  },
  gather: {
    in: 'region',
    alike: ({ resource, description }) => JSON.stringify([resource.id, description]),
    describe: (parts, place) => {
      const regions = new Set(parts.map(({ region }) => region));
      const accounts = new Set(parts.map(({ fail }) => fail.resource.id));
      return {
        resource: accountResource(place),
        description: `GuardDuty in ${regions.size === 1 ? [...regions].join() : `${regions.size} Regions`} does not watch ${accounts.size === 1 ? 'one account' : `${accounts.size} accounts`} of the organization.`,
      };
    },
  },
  *check({ detector, standing, members }, { account, region }) {
    const nowhere = elsewhere(standing, region);
    if (nowhere !== undefined || detector === undefined) {
      if (nowhere !== undefined) yield nowhere;
      return;
    }
    for (const { account: other, member } of members) {
      const resource = { type: 'AwsAccount', id: `arn:${account.partition}:iam::${other.Id}:root` };
      const RelationshipStatus = member?.RelationshipStatus ?? null;
      const evidence = { AccountId: other.Id, Name: other.Name, State: other.State, RelationshipStatus };
      switch (RelationshipStatus?.toLowerCase()) {
        case 'enabled':
          yield pass(resource, evidence);
          break;
        case 'regiondisabled':
          yield notApplicable(`the Region ${region} is not enabled in account ${other.Id}`, resource);
          break;
        case 'accountsuspended':
          yield notApplicable(`account ${other.Id} is suspended`, resource);
          break;
        case 'disabled':
          yield fail(
            resource,
            evidence,
            `GuardDuty is suspended in account ${other.Id} of the organization.`,
            {
              commands: [
                shell`aws guardduty start-monitoring-members --detector-id ${detector.id} --account-ids ${other.Id} --region ${region}`,
              ],
            },
          );
          break;
        default:
          yield fail(
            resource,
            evidence,
            `Account ${other.Id} of the organization is ${RelationshipStatus === null ? 'no member' : `no enabled member (${RelationshipStatus})`} of GuardDuty.`,
          );
      }
    }
  },
});
