import { motoAccountId } from '../../moto.ts';
import type { Answers } from '../../stub.ts';
import { success, textParam } from '../../wire.ts';
import type { ServiceWorld } from './service-world.ts';
import { allow, document, forAccount } from './statements.ts';

const arnOf = (name: string) => `arn:aws:sns:us-east-1:${motoAccountId}:${name}`;

/** Topics in us-east-1 with their policies, by name. */
function topics(policies: Readonly<Record<string, string>>): Answers {
  return {
    'sns:ListTopics': (call) =>
      success(call, {
        Topics:
          call.region === 'us-east-1' ? Object.keys(policies).map((name) => ({ TopicArn: arnOf(name) })) : [],
      }),
    'sns:GetTopicAttributes': (call) => {
      const value = policies[textParam(call, 'TopicArn')?.split(':').pop() ?? ''];
      return success(call, { Attributes: { entry: { key: 'Policy', value } } });
    },
  };
}

const alarms = document(
  allow({ Service: 'cloudwatch.amazonaws.com' }, 'sns:Publish', forAccount(motoAccountId)),
);

export const snsWorld: ServiceWorld = {
  badlyKept: {
    answers: () =>
      topics({
        open: document(allow('*', ['sns:Publish', 'sns:Subscribe'])),
        deputy: document(allow({ Service: 's3.amazonaws.com' }, 'sns:Publish')),
        alarms,
      }),
  },
  wellKept: { answers: () => topics({ alarms }) },
  finds: {
    'sns/topic-public': { fails: [arnOf('open'), arnOf('deputy')], passes: [arnOf('alarms')] },
  },
};
