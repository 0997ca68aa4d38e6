import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { asking } from '../bench/postern.ts';
import { denied } from '../support/faults.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { type Answers, startStub } from '../support/stub.ts';
import type { Call } from '../support/wire.ts';
import type { World } from '../support/worlds/world.ts';
import { seedForPeers } from './account.ts';
import { postern } from './postern.ts';
import { prowler } from './prowler.ts';
import { type Line, REGION, type Scan, SERVICES, type Tool } from './scan.ts';

/** Operations that both tools ask, denied one after the other where the command line names none. */
const DENIED = [
  'iam:GetAccountSummary',
  'iam:GetAccountPasswordPolicy',
  'iam:GetCredentialReport',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeNetworkAcls',
  's3:GetBucketPolicy',
  's3:GetBucketAcl',
  'cloudtrail:DescribeTrails',
  'cloudtrail:GetTrailStatus',
  'guardduty:ListDetectors',
];

/**
 * `npm run peers`: Postern and, where `POSTERN_PEER_PROWLER` is the path of its program, Prowler, on the badly kept
 * account: calls, time, what they print, and what they say where one operation is denied. `npm run peers -- iam:ListUsers`
 * denies that one.
 */
execFileSync(process.execPath, ['.scripts/bundle.js'], { stdio: 'inherit' });
const program = process.env.POSTERN_PEER_PROWLER;
const tools = [await postern(), ...(program ? [await prowler(program)] : [])];
if (!program)
  console.log('Prowler is not compared: POSTERN_PEER_PROWLER does not name its program. Postern alone:\n');
const named = process.argv.slice(2);
/** What tools say of one service when nothing is denied, by tool and service. */
const undenied = new Map<string, Counted>();
/** What failed before and is neither failed nor unknown when an operation is denied. */
const lost: string[] = [];
const DENIAL_HEAD = [
  'operation'.padEnd(Math.max(...[...DENIED, ...named].map(({ length }) => length))),
  'tool   ',
  'failed before',
  'still failed',
  'unknown',
  'passed',
  'gone',
  'denial named',
  'exit code',
];
const moto = await startMoto();
try {
  await compare(tools, named.length > 0 ? named : DENIED, moto);
} finally {
  await moto.stop();
}

interface Counted extends Scan {
  /** What the server was asked. */
  readonly calls: readonly Call[];
}

async function compare(all: readonly Tool[], operations: readonly string[], server: Moto): Promise<void> {
  const { endpoint } = server;
  const world = await seedForPeers(server);
  const full: { readonly tool: Tool; readonly scan: Counted }[] = [];
  for (const tool of all) full.push({ tool, scan: await counted(tool, SERVICES, world, endpoint) });
  console.log(
    `Account: the badly kept one of the tests; services ${SERVICES.join(', ')}; Region ${REGION}; one run each, ` +
      `${availableParallelism()} processors, load average ${loadavg()[0]?.toFixed(1)}\n`,
  );
  printTable([
    ['', ...full.map(({ tool }) => `${tool.name} ${tool.version}`)],
    ...Object.keys(all[0]?.extent ?? {}).map((name) => [
      name,
      ...all.map(({ extent }) => extent[name] ?? ''),
    ]),
    ['API calls', ...full.map(({ scan }) => `${scan.calls.length}`)],
    ['seconds', ...full.map(({ scan }) => scan.seconds.toFixed(1))],
    ['times as long', ...full.map(({ scan }) => (scan.seconds / (full[0]?.scan.seconds ?? 1)).toFixed(1))],
    ['failed', ...full.map(({ scan }) => `${count(scan, 'fail')}`)],
    ['passed', ...full.map(({ scan }) => `${count(scan, 'pass')}`)],
    ['unknown, or MANUAL', ...full.map(({ scan }) => `${count(scan, 'unknown')}`)],
    ['lines on the terminal', ...full.map(({ scan }) => `${scan.stdout.trimEnd().split('\n').length}`)],
    ['exit code', ...full.map(({ scan }) => `${scan.exitCode}`)],
  ]);
  console.log('\nAPI calls by service, as seen by the server\n');
  const services = new Set(full.flatMap(({ scan }) => scan.calls.map(({ service }) => service)));
  printTable([
    ['', ...full.map(({ tool }) => tool.name)],
    ...[...services]
      .sort()
      .map((service) => [
        service,
        ...full.map(({ scan }) => `${scan.calls.filter((call) => call.service === service).length}`),
      ]),
  ]);
  console.log("\nOne operation denied: what becomes of that service's verdicts that failed before\n");
  printTable([DENIAL_HEAD]);
  // As they come: a run of some tools takes minutes.
  for (const operation of operations)
    for (const { tool, scan } of full) {
      const asked = scan.calls.some((call) => nameOf(call) === operation);
      const row = asked
        ? await whenDenied(operation, tool, world, endpoint)
        : [operation, tool.name, 'not asked'];
      printTable([row.map((cell, column) => cell.padEnd(DENIAL_HEAD[column]?.length ?? 0))]);
    }
  if (lost.length > 0) console.log(`\nThose that passed or are gone\n\n${lost.join('\n')}`);
}

async function whenDenied(operation: string, tool: Tool, world: World, endpoint: string): Promise<string[]> {
  const [service = ''] = operation.split(':');
  const key = `${tool.name} ${service}`;
  const before = undenied.get(key) ?? (await counted(tool, [service], world, endpoint));
  undenied.set(key, before);
  const after = await counted(tool, [service], world, endpoint, { [operation]: denied() });
  const failedBefore = [...keysOf(before, 'fail')];
  const [failed, passed] = [keysOf(after, 'fail'), keysOf(after, 'pass')];
  const became = failedBefore.map((line) => {
    if (failed.has(line)) return 'failed';
    if (passed.has(line)) return 'passed';
    return after.unknown(line) ? 'unknown' : 'gone';
  });
  for (const [index, line] of failedBefore.entries())
    if (became[index] === 'passed' || became[index] === 'gone')
      lost.push(`${operation}  ${tool.name}  ${became[index]}: ${line.trimEnd()}`);
  const countOf = (what: (typeof became)[number]) => `${became.filter((each) => each === what).length}`;
  const said = `${after.stdout}${after.stderr}`;
  const [, name = ''] = operation.split(':');
  return [
    operation,
    tool.name,
    `${failedBefore.length}`,
    countOf('failed'),
    countOf('unknown'),
    countOf('passed'),
    countOf('gone'),
    said.includes(name) ? 'yes' : 'no',
    `${after.exitCode}`,
  ];
}

/** Scans the world, with other answers before its own. */
async function counted(
  tool: Tool,
  services: readonly string[],
  world: World,
  upstream: string,
  before: Answers = {},
): Promise<Counted> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-peers-'));
  await using stub = await startStub({ upstream, answers: [before, world.answers] });
  try {
    const scan = await tool.scan(services, asking(stub.endpoint), folder);
    return { ...scan, calls: [...stub.requests] };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function nameOf({ client, service, operation }: Call): string {
  return `${client || service}:${operation}`;
}

function keysOf({ lines }: Scan, wanted: Line['status']): Set<string> {
  return new Set(lines.flatMap(({ key, status }) => (status === wanted ? [key] : [])));
}

function count({ lines }: Scan, wanted: Line['status']): number {
  return lines.filter(({ status }) => status === wanted).length;
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
