import { motoAccountId } from '../../moto.ts';
import type { Answers } from '../../stub.ts';
import { success, textParam } from '../../wire.ts';
import type { ServiceWorld } from './service-world.ts';
import { allow, document, forAccount } from './statements.ts';

const arnOf = (name: string, accountId = motoAccountId) => `arn:aws:sns:us-east-1:${accountId}:${name}`;

/** Topics in us-east-1 with their policies, by name. */
function topics(accountId: string, policies: Readonly<Record<string, string>>): Answers {
  return {
    'sns:ListTopics': (call) =>
      success(call, {
        Topics:
          call.region === 'us-east-1'
            ? Object.keys(policies).map((name) => ({ TopicArn: arnOf(name, accountId) }))
            : [],
      }),
    'sns:GetTopicAttributes': (call) => {
      const value = policies[textParam(call, 'TopicArn')?.split(':').pop() ?? ''];
      return success(call, { Attributes: { entry: { key: 'Policy', value } } });
    },
  };
}

const alarms = (accountId: string) =>
  document(allow({ Service: 'cloudwatch.amazonaws.com' }, 'sns:Publish', forAccount(accountId)));

export const snsWorld: ServiceWorld = {
  badlyKept: {
    answers: ({ accountId }) =>
      topics(accountId, {
        open: document(allow('*', ['sns:Publish', 'sns:Subscribe'])),
        deputy: document(allow({ Service: 's3.amazonaws.com' }, 'sns:Publish')),
        alarms: alarms(accountId),
      }),
  },
  wellKept: { answers: ({ accountId }) => topics(accountId, { alarms: alarms(accountId) }) },
  finds: {
    'sns/topic-public': { fails: [arnOf('open'), arnOf('deputy')], passes: [arnOf('alarms')] },
  },
};
