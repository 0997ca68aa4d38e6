// What the package publishes to rules outside, as it follows from the folders under src/.
import { existsSync, readdirSync } from 'node:fs';

/** Every entry by the name it is imported with after `postern/`, sorted. Paths are from the root of the repository. */
export function publishedEntries() {
  return [
    { name: 'network', source: 'src/network/index.ts' },
    { name: 'policy', source: 'src/policy/index.ts' },
    { name: 'reader', source: 'src/aws/index.ts' },
    { name: 'rule', source: 'src/rule/rule.ts' },
    { name: 'rule-test', source: 'src/rule/rule-test.ts' },
    ...readdirSync('src/services', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.name.endsWith('.ts'))
      .map(serviceEntry)
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  ];
}

function serviceEntry(entry) {
  const service = entry.name.replace(/\.ts$/, '');
  const source = `src/services/${entry.isDirectory() ? `${service}/index.ts` : entry.name}`;
  if (!existsSync(source))
    throw new Error(
      `${source} is missing: it exports what rules may import from 'postern/services/${service}'.`,
    );
  return { name: `services/${service}`, source };
}

/** The text of package.json with the `exports` that follow from the entries. */
export function withExports(manifest) {
  const entries = publishedEntries().map(({ name, source }) => [
    `./${name}`,
    {
      'postern-source': `./${source}`,
      types: `./dist/types/${name}.d.ts`,
      default: `./dist/${name}.js`,
    },
  ]);
  const exports = {
    ...Object.fromEntries(entries),
    './config.schema.json': './dist/config.schema.json',
    './diff.schema.json': './dist/diff.schema.json',
    './plan.schema.json': './dist/plan.schema.json',
    './report.schema.json': './dist/report.schema.json',
    './trend.schema.json': './dist/trend.schema.json',
    './package.json': './package.json',
  };
  return `${JSON.stringify({ ...JSON.parse(manifest), exports }, null, 2)}\n`;
}
