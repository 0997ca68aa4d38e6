/**
 * The condition keys that tell the moment of a request, or that of its session: comparisons of dates and of seconds
 * since 1970 decide on them. In which format they are compared as text is not documented.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const OF_MOMENT: ReadonlySet<string> = new Set(['aws:currenttime', 'aws:epochtime', 'aws:tokenissuetime']);

/** @param key in lower case */
export function tellsMoment(key: string): boolean {
  return OF_MOMENT.has(key);
}

/**
 * The value that such a key has in a request at this moment by a session that begins then; undefined for another key.
 * @param key in lower case
 */
export function momentIn(key: string, now: Date): string | undefined {
  if (!tellsMoment(key)) return undefined;
  return key === 'aws:epochtime' ? String(Math.floor(now.getTime() / 1000)) : now.toISOString();
}
