import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FindingsSpool } from '../../src/engine/findings-spool.ts';
import type { Finding } from '../../src/finding/report.ts';
import type { ReportSource } from '../../src/finding/report-source.ts';
import { largePieces } from '../../src/report/content/large-pieces.ts';
import { formatNamed } from '../../src/report/format.ts';
import { sampleFinding, sampleReport, sampleUnknown } from '../support/sample-report.ts';
import type { FormatUsage } from './formats.ts';

/*
 * Run by the benchmark in a process of its own: writes so many findings in one format to a file, as a scan does, from
 * the spool in which findings wait, and prints what that took.
 */
const [, , name = '', findings = ''] = process.argv;

/** Findings of so many rules, each found in one account after the other. */
const RULES = 240;
const ACCOUNT_HOLDS = 2_000;
const SCORES = [9.5, 9, 8, 7, 5, 4, 3, 1, 0.5];

const spool = new FindingsSpool();
const folder = await mkdtemp(join(tmpdir(), 'postern-bench-'));
try {
  const report = await reportOf(Number(findings));
  const path = join(folder, 'report');
  const before = process.cpuUsage();
  const started = performance.now();
  const write = await formatNamed(name)?.writer({
    table: {},
    sarifLocation: 'postern.config.yaml',
    ocsfVersion: '1.6.0',
    note: () => {},
  });
  if (write === undefined) throw new Error(`there is no format ${name}`);
  await writeFile(path, largePieces(write(report)));
  const seconds = (performance.now() - started) / 1000;
  const cpuSeconds = process.cpuUsage(before).user / 1e6;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const { size } = await stat(path);
  console.log(JSON.stringify({ seconds, cpuSeconds, megabytes, written: size / 1e6 } satisfies FormatUsage));
} finally {
  spool.remove();
  await rm(folder, { recursive: true });
}

async function reportOf(amount: number): Promise<ReportSource> {
  const { findings: none, ...head } = sampleReport({
    passed: amount,
    unknowns: Array.from({ length: 1_000 }, (_, index) =>
      sampleUnknown({
        ruleId: ruleOf(index),
        score: 8,
        action: `service-${index % 40}:List${index}`,
        accountId: accountOf(index),
      }),
    ),
  });
  for (let account = 0; account * ACCOUNT_HOLDS < amount; account += 1) {
    const held = Math.min(ACCOUNT_HOLDS, amount - account * ACCOUNT_HOLDS);
    const found = Array.from({ length: held }, (_, index) =>
      findingOf(account, account * ACCOUNT_HOLDS + index),
    );
    await spool.add(found.sort(inOrder));
  }
  head.summary.findings.total = amount;
  head.summary.findings.bySeverity.HIGH = amount;
  return { head, findings: () => spool.findings() };
}

function findingOf(account: number, index: number): Finding {
  const accountId = accountOf(account);
  const region = index % 3 === 0 ? 'eu-west-1' : 'us-east-1';
  const group = `sg-${index.toString(16).padStart(17, '0')}`;
  return sampleFinding({
    ruleId: ruleOf(index),
    type: 'Policy:EC2/AdminPortOpenToInternet',
    title: `Security group ${index % RULES} opens an administration port to the internet`,
    description: `Everybody reaches TCP 22 through ${group}, which 3 network interfaces carry.`,
    score: SCORES[index % SCORES.length] ?? 0,
    exposure: 'internet',
    accountId,
    region,
    resource: {
      type: 'AwsEc2SecurityGroup',
      id: `arn:aws:ec2:${region}:${accountId}:security-group/${group}`,
      tags: { Name: `web-${index}`, team: 'payments' },
    },
    evidence: {
      GroupId: group,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      NetworkInterfaces: [1, 2, 3].map(
        (number) => `eni-${(index * 4 + number).toString(16).padStart(17, '0')}`,
      ),
    },
    fix: 'Narrow the rule to the addresses that you work from, or reach the machines another way.',
    commands: [
      `aws ec2 revoke-security-group-ingress --region ${region} --group-id ${group} --protocol tcp --port 22 --cidr 0.0.0.0/0`,
    ],
    compliance: [
      { framework: 'cis-aws-5.0.0', control: '5.2' },
      { framework: 'aws-fsbp-1.0.0', control: 'EC2.13' },
    ],
  });
}

function ruleOf(index: number): string {
  return `service-${index % 40}/rule-number-${index % RULES}`;
}

function accountOf(index: number): string {
  return `${100_000_000_000 + index}`;
}

/** As the report is: the gravest first, and then by rule. */
function inOrder(a: Finding, b: Finding): number {
  if (a.severity.score !== b.severity.score) return b.severity.score - a.severity.score;
  if (a.ruleId !== b.ruleId) return a.ruleId < b.ruleId ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
