/** What a posture scan can say of a fact: it holds, it does not, or that depends on something the scan cannot know. */
export type Truth = boolean | 'unknown';

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}

/** True when every member is; false as soon as one is. */
export function every<T>(members: Iterable<T>, test: (member: T) => Truth): Truth {
  let answer: Truth = true;
  for (const member of members) {
    const truth = test(member);
    if (truth === false) return false;
    if (truth === 'unknown') answer = 'unknown';
  }
  return answer;
}

/** True as soon as one member is; false when none can be. */
export function some<T>(members: Iterable<T>, test: (member: T) => Truth): Truth {
  let answer: Truth = false;
  for (const member of members) {
    const truth = test(member);
    if (truth === true) return true;
    if (truth === 'unknown') answer = 'unknown';
  }
  return answer;
}
