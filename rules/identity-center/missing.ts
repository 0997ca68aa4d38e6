import { accountResource, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { organizationInstances } from 'postern/services/identity-center';

export default defineRule({
  title: 'No IAM Identity Center',
  type: 'Policy:IdentityCenter/Missing',
  severity: 3.0,
  scope: 'organization',
  reads: { instances: organizationInstances },
  why: 'Without it people need IAM users with passwords and access keys of their own, one in each account, and nobody sees in one place who may do what.',
  remediation: {
    text: 'Turn on IAM Identity Center in the management account of the organization, and let people sign in through it. An account instance, which a member can make, gives no access to AWS accounts.',
    url: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/enable-identity-center.html',
  },
  *check({ instances }, scope) {
    const account = accountResource(scope);
    const answers = instances.map(({ answer }) => answer);
    const found = answers.flatMap((answer) => (answer.ok ? answer.value : []));
    const failure = answers.find((answer) => !answer.ok);
    const evidence = {
      Instances: found.map(({ InstanceArn, OwnerAccountId, Status }) => ({
        InstanceArn,
        OwnerAccountId,
        Status,
      })),
    };
    if (found.some(({ Status }) => Status === 'ACTIVE')) yield pass(account, evidence);
    else if (failure !== undefined) yield unknown(account, failure.error);
    else if (found.some(({ Status }) => Status === undefined || Status === 'CREATE_IN_PROGRESS'))
      yield unknown(account, 'AWS did not say that the instance of Identity Center works');
    else if (answers.length === 0)
      yield notApplicable('IAM Identity Center is not offered in the Regions of the organization', account);
    else
      yield fail(
        account,
        evidence,
        'The organization has no instance of IAM Identity Center, in any Region.',
      );
  },
});
