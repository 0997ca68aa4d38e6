import { motoAccountId } from '../../moto.ts';
import type { Answers } from '../../stub.ts';
import { success, textParam } from '../../wire.ts';
import type { ServiceWorld } from './service-world.ts';
import { allow, document, forAccount } from './statements.ts';

const arnOf = (name: string, accountId = motoAccountId) => `arn:aws:sqs:us-east-1:${accountId}:${name}`;

/** Queues in us-east-1 with their policies, by name. */
function queues(accountId: string, policies: Readonly<Record<string, string | undefined>>): Answers {
  return {
    'sqs:ListQueues': (call) =>
      success(
        call,
        call.region === 'us-east-1'
          ? {
              QueueUrls: Object.keys(policies).map(
                (name) => `https://sqs.us-east-1.amazonaws.com/${accountId}/${name}`,
              ),
            }
          : {},
      ),
    'sqs:GetQueueAttributes': (call) => {
      const name = textParam(call, 'QueueUrl')?.split('/').pop() ?? '';
      const Policy = policies[name];
      return success(call, {
        Attributes: { QueueArn: arnOf(name, accountId), ...(Policy === undefined ? {} : { Policy }) },
      });
    },
  };
}

const uploads = (accountId: string) =>
  document(allow({ Service: 's3.amazonaws.com' }, 'sqs:SendMessage', forAccount(accountId)));

export const sqsWorld: ServiceWorld = {
  badlyKept: {
    answers: ({ accountId }) =>
      queues(accountId, {
        open: document(allow({ AWS: '*' }, 'SQS:*')),
        uploads: uploads(accountId),
        'without-policy': undefined,
      }),
  },
  wellKept: {
    answers: ({ accountId }) =>
      queues(accountId, { uploads: uploads(accountId), 'without-policy': undefined }),
  },
  finds: {
    'sqs/queue-public': { fails: [arnOf('open')], passes: [arnOf('uploads'), arnOf('without-policy')] },
  },
};
