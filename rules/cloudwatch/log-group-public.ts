import { admissions, logGroupUses, openToAnyone } from 'postern/policy';
import { defineRule, judgeOpening, regionalArn, unknown } from 'postern/rule';
import { logResourcePolicies } from 'postern/services/logs';

export default defineRule({
  title: 'Log groups are open to anyone',
  type: 'Exposure:CloudWatch/LogGroupPublic',
  severity: 8.0,
  scope: 'region',
  reads: { policies: logResourcePolicies },
  why: 'Whoever reads logs learns what the account does, and often passwords; whoever writes them hides his own traces among lies.',
  remediation: {
    text: 'Name the accounts and services that need the log groups in the Principal of the resource policy; for an AWS service require aws:SourceAccount or aws:SourceArn.',
    url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html',
  },
  *check({ policies }, scope) {
    const { account, now } = scope;
    const uses = logGroupUses(regionalArn(scope, 'logs', 'log-group:*'));
    for (const { policyName, policyDocument } of policies) {
      const resource = { type: 'AwsLogsResourcePolicy', id: policyName };
      if (policyDocument === undefined) {
        yield unknown(resource, 'AWS did not send the policy');
        continue;
      }
      yield judgeOpening(
        resource,
        { ok: true, value: { name: policyName, text: policyDocument } },
        (policy) =>
          openToAnyone(
            `The resource policy ${policyName} of CloudWatch Logs`,
            admissions(policy, { uses, home: { accountId: account.id }, now }),
          ),
        {
          exposure: 'internet',
          deputy: {
            type: 'Policy:CloudWatch/LogGroupOpenToConfusedDeputy',
            title: 'Log groups are open to an AWS service for any of its customers',
          },
        },
      );
    }
  },
});
