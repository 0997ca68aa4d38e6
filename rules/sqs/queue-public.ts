import { admissions, openToAnyone, queueUses } from 'postern/policy';
import { defineRule, judgeOpening } from 'postern/rule';
import { queues } from 'postern/services/sqs';

export default defineRule({
  title: 'Queue is open to anyone',
  type: 'Exposure:SQS/QueuePublic',
  severity: 7.0,
  scope: 'region',
  reads: { queues },
  why: 'Whoever sends messages makes the programs behind the queue work on them; whoever receives them reads what was meant for those, and can take it away.',
  remediation: {
    text: 'Name the accounts and roles that need the queue in the Principal of its policy, or require aws:PrincipalOrgID; for an AWS service require aws:SourceAccount or aws:SourceArn.',
    url: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html',
  },
  *check({ queues }, { account, now }) {
    for (const { QueueArn, QueueUrl, Policy } of queues) {
      const question = { uses: queueUses(QueueArn), home: { accountId: account.id }, now };
      yield judgeOpening(
        { type: 'AwsSqsQueue', id: QueueArn, details: { QueueUrl } },
        Policy,
        (policy) => openToAnyone(`Queue ${QueueArn.split(':').pop()}`, admissions(policy, question)),
        {
          exposure: 'internet',
          deputy: {
            type: 'Policy:SQS/QueueOpenToConfusedDeputy',
            title: 'Queue is open to an AWS service for any of its customers',
          },
        },
      );
    }
  },
});
