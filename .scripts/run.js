// Runs a TypeScript file of this repository: node .scripts/run.js <file> [arguments]
import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { pagesForEsbuild } from './page-bundle.js';

// The SDK announces the end of its support for a version of Node on standard error.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** Packages are loaded from node_modules; `postern/rule` and its like are this repository's own source. */
function packagesExternal({ onResolve }) {
  onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
    kind === 'entry-point' || path.startsWith('postern/') ? undefined : { path, external: true },
  );
}

const [file] = process.argv.splice(2, 1);
const folder = await mkdtemp(resolve('node_modules', '.run-'));
const outfile = join(folder, 'main.mjs');
await build({
  entryPoints: [resolve(file)],
  outfile,
  bundle: true,
  conditions: ['postern-source'],
  plugins: [pagesForEsbuild, { name: 'packages-external-but-our-own', setup: packagesExternal }],
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
try {
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(folder, { recursive: true, force: true });
}
