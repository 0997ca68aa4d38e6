const whole = new Intl.NumberFormat('en-US');

/** `1,204`. */
export function figure(number: number): string {
  return whole.format(number);
}

/** `1 rule`, `1,204 rules`. */
export function count(number: number, noun: string): string {
  return `${figure(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** `a, b, c and 5 more`. @param most how many are named. */
export function listed(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}

/** Of several sentences the first. */
export function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

/** `2026-11-20 12:00 UTC`. @param timestamp ISO 8601, UTC */
export function momentOf(timestamp: string): string {
  return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 16)} UTC`;
}
