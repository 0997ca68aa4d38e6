import { motoAccountId } from '../../moto.ts';
import type { Answers } from '../../stub.ts';
import { success, textParam } from '../../wire.ts';
import type { ServiceWorld } from './service-world.ts';
import { allow, document, forAccount } from './statements.ts';

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:${motoAccountId}:${name}`;

/** Queues in us-east-1 with their policies, by name. */
function queues(policies: Readonly<Record<string, string | undefined>>): Answers {
  return {
    'sqs:ListQueues': (call) =>
      success(
        call,
        call.region === 'us-east-1'
          ? {
              QueueUrls: Object.keys(policies).map(
                (name) => `https://sqs.us-east-1.amazonaws.com/${motoAccountId}/${name}`,
              ),
            }
          : {},
      ),
    'sqs:GetQueueAttributes': (call) => {
      const name = textParam(call, 'QueueUrl')?.split('/').pop() ?? '';
      const Policy = policies[name];
      return success(call, {
        Attributes: { QueueArn: arnOf(name), ...(Policy === undefined ? {} : { Policy }) },
      });
    },
  };
}

const uploads = document(
  allow({ Service: 's3.amazonaws.com' }, 'sqs:SendMessage', forAccount(motoAccountId)),
);

export const sqsWorld: ServiceWorld = {
  badlyKept: {
    answers: () =>
      queues({ open: document(allow({ AWS: '*' }, 'SQS:*')), uploads, 'without-policy': undefined }),
  },
  wellKept: { answers: () => queues({ uploads, 'without-policy': undefined }) },
  finds: {
    'sqs/queue-public': { fails: [arnOf('open')], passes: [arnOf('uploads'), arnOf('without-policy')] },
  },
};
