import { readFileSync } from 'node:fs';

/**
 * A schema of test/support/schemas, without the properties that none of the documents has: they are most of it, and take
 * seconds to compile. No document that the whole schema refuses becomes valid by that, since what is not named is not allowed.
 */
export function publishedSchema(name: string, documents: unknown): object {
  const file = new URL(`./schemas/${name}.schema.json`, import.meta.url);
  const used = new Set<string>();
  JSON.stringify(documents, (key, value) => {
    used.add(key);
    return value;
  });
  return JSON.parse(readFileSync(file, 'utf8'), (key, value) => {
    if (key === 'properties')
      return Object.fromEntries(Object.entries(value).filter(([name]) => used.has(name)));
    // OSCAL gives its parts ids that begin with a hash, and refers to them by their place.
    return key === '$id' && typeof value === 'string' && value.startsWith('#') ? undefined : value;
  });
}
