import { accountResource, defineRule, fail, notApplicable, pass, shell, unknown } from 'postern/rule';
import { memberInstances } from 'postern/services/identity-center';

export default defineRule({
  title: 'Member account has an Identity Center of its own',
  type: 'Policy:IdentityCenter/AccountInstancePresent',
  severity: 3.0,
  scope: 'account',
  reads: { seen: memberInstances },
  why: 'Its users and groups are kept apart from those of the organization: who leaves the company stays there, and nobody who looks after people in the organization sees it.',
  remediation: {
    text: 'Move its applications to the instance of the organization, then delete the account instance, which deletes its users, groups and assignments. Keep members from making others in the settings of the instance of the organization, or with a service control policy on sso:CreateInstance.',
    url: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/control-account-instance.html',
  },
  *check({ seen }, scope) {
    const account = accountResource(scope);
    if (seen.kind === 'none') {
      yield notApplicable(seen.reason, account);
      return;
    }
    const { regions, managementAccountId } = seen;
    const instances = regions.flatMap(({ region, answer }) =>
      answer.ok
        ? answer.value.map(({ InstanceArn, OwnerAccountId, Status }) => ({
            InstanceArn,
            OwnerAccountId,
            Status,
            region,
          }))
        : [],
    );
    const failure = regions.find(({ answer }) => !answer.ok)?.answer;
    const evidence = { Instances: instances };
    const [own] = instances.filter(
      ({ OwnerAccountId, Status }) => OwnerAccountId === scope.account.id && !GONE.has(Status),
    );
    if (regions.length === 0)
      yield notApplicable('IAM Identity Center is not offered in the Regions of the account', account);
    else if (own !== undefined) {
      const beside = instances.some(({ OwnerAccountId }) => OwnerAccountId === managementAccountId);
      yield fail(
        account,
        evidence,
        `The account has an account instance of Identity Center in ${own.region}, ${
          beside ? 'beside that of its organization' : 'and its organization is not seen to have one'
        }.`,
        own.InstanceArn === undefined
          ? {}
          : {
              commands: [
                shell`aws sso-admin delete-instance --instance-arn ${own.InstanceArn} --region ${own.region}`,
              ],
            },
      );
    } else if (failure !== undefined && !failure.ok) yield unknown(account, failure.error);
    else if (instances.some(({ OwnerAccountId }) => OwnerAccountId === undefined))
      yield unknown(account, 'AWS did not say whose an instance of Identity Center is');
    else yield pass(account, evidence);
  },
});

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_InstanceMetadata.html */
const GONE: ReadonlySet<string | undefined> = new Set(['CREATE_FAILED', 'DELETE_IN_PROGRESS']);
