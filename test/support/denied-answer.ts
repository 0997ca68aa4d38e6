import type { TapeAnswer, TapeCall } from '../../src/aws/tape.ts';
import { denied } from './faults.ts';
import type { Protocol } from './wire.ts';

/** The wire protocols of the services that Postern reads from. */
const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  iam: 'query',
  sts: 'query',
  ec2: 'ec2',
  organizations: 'json',
  'sso-admin': 'json',
  account: 'rest-json',
  guardduty: 'rest-json',
  accessanalyzer: 'rest-json',
};

/** What AWS answers to a call on a tape when no policy allows its action. */
export async function deniedAnswer(call: TapeCall, action: string): Promise<TapeAnswer> {
  const protocol = PROTOCOLS[call.service];
  if (protocol === undefined) throw new Error(`say in which protocol ${call.service} speaks`);
  const wireCall = {
    service: call.service,
    operation: call.operation,
    region: call.region,
    accessKeyId: '',
    protocol,
    params: {},
  };
  const answer = await denied({ action })(wireCall, () => Promise.reject(new Error('nothing is forwarded')));
  if (answer === undefined || answer === 'drop') throw new Error('a denial is an answer');
  return {
    status: answer.status ?? 200,
    headers: lowerCase(answer.headers ?? {}),
    body: answer.body.toString(),
  };
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
