import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type Line, REGION, run, scopeOf, type Tool } from './scan.ts';

/** Prowler, https://github.com/prowler-cloud/prowler, where this program is one. */
export async function prowler(program: string): Promise<Tool> {
  const { stdout: version } = await run(program, ['--version']);
  const { stdout: help } = await run(program, ['--help']);
  const count = async (option: string) => {
    const { stdout } = await run(program, ['aws', option, '--no-color', '--no-banner']);
    return /There are (\d+) available/.exec(stdout)?.[1] ?? 'not said';
  };
  return {
    name: 'Prowler',
    version: /\d[\d.]*/.exec(version)?.[0] ?? version.trim(),
    extent: {
      'checks for AWS': await count('--list-checks'),
      'AWS services with checks': await count('--list-services'),
      providers: `${/Available Cloud Providers:\s+\{([^}]*)\}/.exec(help)?.[1]?.split(',').length ?? 'not said'}`,
    },
    scan: async (services, environment, folder) => {
      const words = ['aws', '--service', ...services, '--region', REGION, '--no-banner', '--no-color'];
      const ran = await run(program, [...words, '-M', 'csv', '-o', folder, '-F', 'report'], {
        ...environment,
        // Otherwise it asks S3 Control at hosts such as 123456789012.127.0.0.1.
        AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
        AWS_EC2_METADATA_DISABLED: 'true',
      });
      const lines = linesOf(await reportIn(folder));
      const unknown = new Set(
        lines.filter(({ status }) => status === 'unknown').map(({ key }) => scopeOf(key)),
      );
      return { ...ran, lines, unknown: (key) => unknown.has(scopeOf(key)) };
    },
  };
}

/** It writes no report where it has not one verdict. */
async function reportIn(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, 'report.csv'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** `MANUAL`, somebody has to look, is the nearest that Prowler has to unknown. */
const STATUSES: Readonly<Record<string, Line['status']>> = { FAIL: 'fail', PASS: 'pass', MANUAL: 'unknown' };

function linesOf(csv: string): Line[] {
  const rows: readonly Readonly<Record<string, string>>[] = parse(csv, { columns: true, delimiter: ';' });
  return rows.map(({ CHECK_ID, REGION: region, RESOURCE_UID, STATUS = '' }) => {
    const status = STATUSES[STATUS];
    if (status === undefined) throw new Error(`Prowler says ${STATUS} of ${CHECK_ID}`);
    return { key: `${CHECK_ID} ${region} ${RESOURCE_UID}`, status };
  });
}
