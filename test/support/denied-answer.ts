import type { TapeAnswer, TapeCall } from '../../src/aws/tape.ts';
import { denied } from './faults.ts';
import { callOf } from './wire.ts';

/** What AWS answers to a call on a tape when no policy allows its action. */
export async function deniedAnswer(call: TapeCall, action: string): Promise<TapeAnswer> {
  const wireCall = callOf(call.service, call.operation, call.region);
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
