/** An item that AWS named: all of them are, though the SDK's types say that a name may be missing. */
export type Named<T, Key extends string> = T & Readonly<Record<Key, string>>;

/**
 * The items of an answer, all with the fields that AWS names them by.
 * @throws when one lacks a name: it could neither be judged nor left out.
 */
export function named<T extends object, Key extends keyof T & string>(
  items: readonly T[] | undefined,
  ...keys: readonly Key[]
): Named<T, Key>[] {
  return (items ?? []).map((item) => {
    if (!isNamed(item, keys)) throw new Error(`AWS sent an item without ${keys.join(' or ')}`);
    return item;
  });
}

function isNamed<T extends object, Key extends keyof T & string>(
  item: T,
  keys: readonly Key[],
): item is Named<T, Key> {
  return keys.every((key) => typeof item[key] === 'string');
}
