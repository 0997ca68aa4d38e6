import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../src/finding/report.ts';
import { unknownVerdicts } from '../../src/finding/unknowns.ts';
import { type Line, REGION, type Run, run, scopeOf, type Tool } from './scan.ts';

const BIN = 'bin/postern.js';

/** Postern's built command line. */
export async function postern(): Promise<Tool> {
  const { stdout: version } = await run(process.execPath, [BIN, '--version']);
  const { stdout } = await run(process.execPath, [BIN, 'rules', '--json']);
  const rules: readonly { readonly id: string }[] = JSON.parse(stdout);
  return {
    name: 'Postern',
    version: version.trim(),
    extent: {
      'checks for AWS': `${rules.length}`,
      'AWS services with checks': `${new Set(rules.map(({ id }) => id.split('/')[0])).size}`,
      providers: '1',
    },
    scan: async (services, environment, folder) => {
      const file = join(folder, 'report.json');
      const words = ['--service', services.join(','), '--region', REGION, '--include-passed'];
      const ran = await run(process.execPath, [BIN, ...words, '--output', file], environment);
      const report: Report = JSON.parse(await reportIn(file, ran));
      const unknowns = unknownVerdicts(report.unknowns);
      const whole = new Set(
        unknowns
          .filter(({ resource }) => resource === undefined || resource.type === 'AwsAccount')
          .map((each) => scopeOf(keyOf(each, undefined, undefined))),
      );
      const lines = linesOf(report);
      const keys = new Set(lines.filter(({ status }) => status === 'unknown').map(({ key }) => key));
      return {
        ...ran,
        lines,
        unknown: (key) => keys.has(key) || whole.has(scopeOf(key)),
      };
    },
  };
}

async function reportIn(file: string, { exitCode, stderr }: Run): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error(`Postern ended with ${exitCode} and wrote no report: ${stderr}`, { cause });
  }
}

interface Scoped {
  readonly ruleId: string;
  readonly region: string;
}

function keyOf({ ruleId, region }: Scoped, resource: string | undefined, part: string | undefined): string {
  return `${ruleId} ${region} ${resource ?? ''} ${part ?? ''}`;
}

/** Every verdict, those with a part of a finding and those that another finding tells too. */
function linesOf({ findings, absorbed, passed = [], unknowns }: Report): Line[] {
  const failed = findings.flatMap((finding) => {
    const { ruleId } = finding;
    return finding.parts === undefined
      ? [keyOf(finding, finding.resources[0]?.id, finding.part)]
      : finding.parts.map(({ region, resource, part }) => keyOf({ ruleId, region }, resource.id, part));
  });
  return [
    ...[...failed, ...absorbed.map((each) => keyOf(each, each.resource.id, each.part))].map(
      (key): Line => ({ key, status: 'fail' }),
    ),
    ...passed.map((each): Line => ({ key: keyOf(each, each.resource.id, each.part), status: 'pass' })),
    ...unknownVerdicts(unknowns).map(
      (each): Line => ({ key: keyOf(each, each.resource?.id, each.part), status: 'unknown' }),
    ),
  ];
}
