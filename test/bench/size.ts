import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Measure, under } from './measure.ts';

const MEGABYTE = 1024 * 1024;

/** What somebody downloads who runs the package for the first time. */
export function size(): Measure[] {
  const packed: readonly { size: number }[] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const manifest: Record<string, object> = JSON.parse(readFileSync('package.json', 'utf8'));
  const names = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}),
  );
  return [
    under('size of the package that npm pack makes', 4, (packed[0]?.size ?? Number.NaN) / MEGABYTE, ' MB'),
    {
      measure: 'runtime dependencies',
      bound: 'none',
      figure: names.join(', ') || 'none',
      met: names.length === 0,
    },
  ];
}
