import { admissions, openToAnyone, topicUses } from 'postern/policy';
import { defineRule, judgeOpening } from 'postern/rule';
import { topics } from 'postern/services/sns';

export default defineRule({
  title: 'Topic is open to anyone',
  type: 'Exposure:SNS/TopicPublic',
  severity: 7.0,
  scope: 'region',
  reads: { topics },
  why: 'Whoever publishes to the topic speaks to all that listen to it, programs included; whoever subscribes reads along.',
  remediation: {
    text: 'Name the accounts and roles that need the topic in the Principal of its policy, or require aws:PrincipalOrgID; for an AWS service require aws:SourceAccount or aws:SourceArn.',
    url: 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html',
  },
  *check({ topics }, { account, now }) {
    for (const { TopicArn, Policy } of topics) {
      const question = { uses: topicUses(TopicArn), home: { accountId: account.id }, now };
      yield judgeOpening(
        { type: 'AwsSnsTopic', id: TopicArn },
        Policy,
        (policy) => openToAnyone(`Topic ${TopicArn.split(':').pop()}`, admissions(policy, question)),
        {
          exposure: 'internet',
          deputy: {
            type: 'Policy:SNS/TopicOpenToConfusedDeputy',
            title: 'Topic is open to an AWS service for any of its customers',
          },
        },
      );
    }
  },
});
