import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { pagesForVite } from '../.scripts/page-bundle.js';

/** Tests that need moto or the built command line: `npm run wire`. All others are `npm run unit`. */
const WIRE = [
  'test/browser/**/*.test.ts',
  'test/cli/frameworks.test.ts',
  'test/moto/**/*.test.ts',
  'test/package/outside-rules.test.ts',
  'test/package/package.test.ts',
  'test/readme.test.ts',
  'test/support/moto.test.ts',
  'test/support/worlds.test.ts',
  'test/verdicts/cli.test.ts',
];

const conditions = ['postern-source', 'node'];

export default defineConfig({
  plugins: [pagesForVite],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...WIRE, 'test/**/*.fixture/**'],
          // Nearly all the time of a file goes into loading what the file before it has loaded already.
          isolate: false,
          setupFiles: ['test/support/unit.setup.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'wire', include: WIRE, hookTimeout: 120_000 },
      },
    ],
  },
});
