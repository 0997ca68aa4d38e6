import packageJson from '../../../package.json' with { type: 'json' };

/** The published files by the names that they are imported with, such as `postern/rule`, as addresses. */
export type Published = Readonly<Record<string, string>>;

/** The root of the package that runs, as it is built: this file ends up in dist/. */
const ROOT = new URL('../', import.meta.url);

/** What this Postern publishes to rules from outside. */
export function publishedFiles(): Published {
  return Object.fromEntries(
    Object.entries(packageJson.exports).map(([name, target]) => [
      `postern${name.slice(1)}`,
      new URL(typeof target === 'string' ? target : target.default, ROOT).href,
    ]),
  );
}

/**
 * Where an import leads that is of Postern: to the package that runs, wherever the rule lies, so that there is one copy of
 * its modules. Undefined for any other.
 * @throws Error for what Postern does not publish
 */
export function addressOf(specifier: string, published: Published): string | undefined {
  if (specifier !== 'postern' && !specifier.startsWith('postern/')) return undefined;
  const address = published[specifier];
  if (address !== undefined) return address;
  const names = Object.keys(published).filter((name) => !name.endsWith('.json'));
  throw new Error(
    `Postern publishes no "${specifier}"; it publishes ${names.filter((name) => !name.includes('/services/')).join(', ')} and postern/services/<service>`,
  );
}
