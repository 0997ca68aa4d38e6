/** Whether a composite alarm goes into ALARM when one of its alarms does, whatever the others do. */
export type Follows = 'yes' | 'no' | 'perhaps';

/** Brackets within brackets: nobody writes so many, and deeper ones are not followed. */
const DEEPEST = 500;

/** An alarm, by both of the names that a rule may give it. */
export interface NamedAlarm {
  readonly AlarmName: string;
  readonly AlarmArn: string;
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|([(),])|([^\s"(),]+))/y;

/**
 * What the rule of a composite alarm makes of an alarm that is in ALARM, when nothing is known of the other alarms:
 * `ALARM(a) OR (ALARM("b") AND NOT OK(c))`. One that does not name the alarm does not follow it; one that cannot be read,
 * or counts with AT_LEAST, is `perhaps`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function follows(rule: string, alarm: NamedAlarm): Follows {
  const tokens = tokensOf(rule);
  if (tokens === undefined) return 'perhaps';
  if (!tokens.some(({ text }) => text === alarm.AlarmName || text === alarm.AlarmArn)) return 'no';
  let at = 0;
  let depth = 0;
  const next = () => tokens[at];
  const take = () => tokens[at++];
  const takes = (word: string) => {
    if (next()?.quoted !== false || next()?.text !== word) return false;
    at += 1;
    return true;
  };

  const either = (): Follows => {
    depth += 1;
    if (depth > DEEPEST) throw new SyntaxError(rule);
    let value = both();
    while (takes('OR')) value = or(value, both());
    depth -= 1;
    return value;
  };
  const both = (): Follows => {
    let value = one();
    while (takes('AND')) value = not(or(not(value), not(one())));
    return value;
  };
  const one = (): Follows => {
    let negated = false;
    while (takes('NOT')) negated = !negated;
    return negated ? not(plain()) : plain();
  };
  const plain = (): Follows => {
    if (takes('(')) return closed(either());
    if (takes('TRUE')) return 'yes';
    if (takes('FALSE')) return 'no';
    const state = take()?.text;
    if ((state !== 'ALARM' && state !== 'OK' && state !== 'INSUFFICIENT_DATA') || !takes('('))
      throw new SyntaxError(rule);
    const name = take()?.text;
    if (name !== alarm.AlarmName && name !== alarm.AlarmArn) return closed('perhaps');
    return closed(state === 'ALARM' ? 'yes' : 'no');
  };
  const closed = (value: Follows): Follows => {
    if (!takes(')')) throw new SyntaxError(rule);
    return value;
  };

  try {
    const value = either();
    return at === tokens.length ? value : 'perhaps';
  } catch (error) {
    if (error instanceof SyntaxError) return 'perhaps';
    throw error;
  }
}

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

function tokensOf(rule: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const text = rule.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const [, quoted, sign, word] = TOKEN.exec(text) ?? [];
    const found = quoted?.replace(/\\(.)/g, '$1') ?? sign ?? word;
    if (found === undefined) return undefined;
    tokens.push({ text: found, quoted: quoted !== undefined });
  }
  return tokens;
}

const not = (value: Follows): Follows => (value === 'yes' ? 'no' : value === 'no' ? 'yes' : 'perhaps');

function or(a: Follows, b: Follows): Follows {
  if (a === 'yes' || b === 'yes') return 'yes';
  return a === 'no' && b === 'no' ? 'no' : 'perhaps';
}
