/** Longer keys are not worth keeping: hardly any two are equal. */
const LONGEST = 2000;

/**
 * A function that gives the same value for the same key, made once, as long as not too many others came in between.
 * An account has the same patterns thousands of times; nothing of it stays that would grow with accounts. Not for
 * statements and documents: equal ones of two policies are told apart by being two.
 * @param most how many values are kept
 */
export function interned<T extends object>(most: number): (key: string, make: () => T) => T {
  const values = new Map<string, T>();
  return (key, make) => {
    if (key.length > LONGEST) return make();
    const known = values.get(key);
    if (known) return known;
    const made = make();
    if (values.size >= most) values.clear();
    values.set(key, made);
    return made;
  };
}
