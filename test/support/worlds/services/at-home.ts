import type { Answerer } from '../../stub.ts';
import { success, type Wire } from '../../wire.ts';

type Answered = Readonly<Record<string, Wire>>;

/** Answers so in us-east-1, and elsewhere that there is nothing. */
export function atHome(there: Answered, elsewhere: Answered): Answerer {
  return (call) => success(call, call.region === 'us-east-1' ? there : elsewhere);
}

/** Answers so wherever it is asked. */
export function always(answer: Answered): Answerer {
  return (call) => success(call, answer);
}
