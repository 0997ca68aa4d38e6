// Bundles the command line into dist/: one chunk an SDK client, no runtime dependency.
import { copyFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: { postern: 'src/cli/main.ts' },
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
  banner: {
    js: "import { createRequire as posternRequire } from 'node:module'; const require = posternRequire(import.meta.url);",
  },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
});
await copyFile('src/cli/demo.tape', 'dist/demo.tape').catch(() => {});
await copyFile('src/finding/report.schema.json', 'dist/report.schema.json').catch(() => {});
