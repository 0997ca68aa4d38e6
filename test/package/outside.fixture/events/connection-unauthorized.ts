import { defineRule, fail, pass } from 'postern/rule';
// By the name of what a compiler would make of it.
import { connections } from './_connections.js';

export default defineRule({
  title: 'Connection is not authorized',
  type: 'Policy:EventsConnection/Unauthorized',
  severity: 7,
  scope: 'region',
  reads: { connections },
  why: 'Events that nobody receives are alarms that nobody hears.',
  remediation: {
    text: 'Authorize the connection again.',
    url: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection.html',
  },
  *check({ connections }) {
    for (const { ConnectionArn, ConnectionState } of connections) {
      const resource = { type: 'AwsEventsConnection', id: ConnectionArn };
      if (ConnectionState === 'AUTHORIZED') yield pass(resource, { ConnectionState });
      else yield fail(resource, { ConnectionState }, `Its state is ${ConnectionState}.`);
    }
  },
});
