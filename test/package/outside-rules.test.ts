import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanEnvironment, type Environment, type Run, reportOf } from '../moto/cli.fixture.ts';
import { smallAccount, smallCredentials } from '../moto/small-account.fixture.ts';
import { denied } from '../support/faults.ts';
import { type Answers, type Stub, startStub } from '../support/stub.ts';
import { success } from '../support/wire.ts';
import { NODE_RELEASES, NoSuchNode, nodeOf } from './node-versions.fixture.ts';
import { packInto, unpackInto } from './packed.fixture.ts';

const GUIDE = 'rules/WRITING-RULES.md';
const PACKAGE = '@acme/postern-rules';
const CONNECTION = 'arn:aws:events:eu-west-1:111122223333:connection/pager';

let root: string;
let tarball: string;
/** Postern where npx keeps it, far from the rules. */
let bin: string;
/** A user's folder: the rules are installed in it, Postern is not. */
let user: string;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'postern-outside-')));
  tarball = await packInto(root);
  bin = join(await unpackInto(join(root, 'npx'), tarball), 'bin/postern.js');
  user = join(root, 'user');
  await cp('test/package/outside.fixture', join(user, 'node_modules', PACKAGE, 'checks'), {
    recursive: true,
  });
  await writeFile(
    join(user, 'node_modules', PACKAGE, 'package.json'),
    JSON.stringify({ name: PACKAGE, version: '1.0.0', type: 'module', postern: { rules: 'checks' } }),
  );
  await linkSdkClient(user, 'eventbridge');
  // The options of a rule from outside are set like those of any other.
  await writeFile(
    join(user, 'options.json'),
    JSON.stringify({ rules: { 'iam/user-of-a-vendor': { options: { vendors: ['ann'] } } } }),
  );
}, 120_000);

afterAll(() => rm(root, { recursive: true, force: true }));

/** Puts an SDK client of this repository where npm would have installed it for a user. */
async function linkSdkClient(folder: string, client: string): Promise<void> {
  const path = join(folder, `node_modules/@aws-sdk/client-${client}`);
  await mkdir(dirname(path), { recursive: true });
  await symlink(resolve(`node_modules/@aws-sdk/client-${client}`), path);
}

interface Program {
  readonly cwd?: string;
  readonly environment?: Environment;
  readonly node?: string;
}

function start(program: string, args: readonly string[], { cwd, environment }: Program): Promise<Run> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env: { ...cleanEnvironment, ...environment } }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? null : 0, stdout, stderr }),
    );
  });
}

/** Runs Postern as npx does, in the folder of the user. */
function postern(args: readonly string[], program: Program = {}): Promise<Run> {
  return start(program.node ?? process.execPath, [bin, ...args], { cwd: user, ...program });
}

const toStub = (stub: Stub): Environment => ({
  AWS_ENDPOINT_URL: stub.endpoint,
  AWS_ACCESS_KEY_ID: smallCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: smallCredentials.secretAccessKey,
  POSTERN_BACK_OFF: '0.001',
});

const CONNECTIONS: Answers = {
  'events:ListConnections': (call) =>
    success(call, {
      Connections: [{ ConnectionArn: CONNECTION, Name: 'pager', ConnectionState: 'DEAUTHORIZED' }],
    }),
};

/** The rules of the package, and one of Postern's that reads what one of them reads. */
const THREE_RULES = ['--rules', PACKAGE, '--rule', 'events/*,iam/user-of-a-vendor,iam/group-unused'] as const;
const ONE_REGION = ['--region', 'eu-west-1'];
const OPTIONS = ['--config', 'options.json'];

describe('a package of rules from outside', () => {
  it.for(Object.entries(NODE_RELEASES))(
    'is judged, tested and told of by the packed Postern on Node %s',
    { timeout: 120_000 },
    async ([, release], context) => {
      let node: string;
      try {
        node = await nodeOf(release);
      } catch (error) {
        if (!(error instanceof NoSuchNode)) throw error;
        console.warn(`Node ${release} is not tried: ${error.message}.`);
        return context.skip(error.message);
      }
      await using stub = await startStub({ answers: { ...smallAccount(), ...CONNECTIONS } });
      const environment = toStub(stub);
      const tape = join(root, `${release}.tape`);
      const [scanned, tested] = await Promise.all([
        postern([...THREE_RULES, ...OPTIONS, ...ONE_REGION, '--format', 'json', '--record', tape], {
          node,
          environment,
        }),
        postern(['test', PACKAGE], { node }),
      ]);
      expect(scanned, scanned.stderr).toMatchObject({ code: 1 });
      const { findings, rules, scan } = reportOf(scanned.stdout);
      expect(findings.map(({ ruleId, resources: [resource] }) => [ruleId, resource?.id])).toEqual([
        ['events/connection-unauthorized', CONNECTION],
        ['iam/user-of-a-vendor', 'arn:aws:iam::111122223333:user/ann'],
      ]);
      expect(
        rules.map(({ ruleId, counts }) => [ruleId, counts.passed, counts.failed, counts.unknown]),
      ).toEqual([
        ['events/connection-unauthorized', 0, 1, 0],
        ['iam/group-unused', 0, 0, 0],
        ['iam/user-of-a-vendor', 0, 1, 0],
      ]);
      // One copy of Postern's readers: what two rules read, one from outside, is asked once.
      expect(scan.calls.byAction).toMatchObject({
        'iam:GetAccountAuthorizationDetails': 1,
        'events:ListConnections': 1,
      });
      expect(tested, tested.stdout + tested.stderr).toMatchObject({ code: 0, stderr: '' });
      expect(tested.stdout).toMatch(/^ℹ pass 3$/m);

      const replayed = await postern([...THREE_RULES, ...OPTIONS, '--replay', tape, '--format', 'json'], {
        node,
      });
      expect(reportOf(replayed.stdout).findings).toEqual(findings);
    },
  );

  it('is unknown, never passed, where AWS refuses what its own reader asks, and names the permission', async () => {
    await using stub = await startStub({
      answers: { ...smallAccount(), 'events:ListConnections': denied() },
    });
    const environment = toStub(stub);
    const args = ['--rules', PACKAGE, '--rule', 'events/*', ...ONE_REGION];
    const [run, page] = await Promise.all([
      postern([...args, '--format', 'json'], { environment }),
      postern(args, { environment }),
    ]);
    expect(run.code).toBe(3);
    const { findings, unknowns } = reportOf(run.stdout);
    expect(findings).toEqual([]);
    expect(unknowns).toMatchObject([
      {
        ruleId: 'events/connection-unauthorized',
        kind: 'denied',
        missingPermissions: [{ action: 'events:ListConnections' }],
      },
    ]);
    expect(page.stdout).toContain('events:ListConnections');
  });

  it('has permissions, an explanation and a plan as Postern’s own rules have', async () => {
    const [policy, explained, planned] = await Promise.all([
      postern(['permissions', '--rules', PACKAGE, '--service', 'events']),
      postern(['explain', 'events/connection-unauthorized', '--rules', PACKAGE]),
      postern(['--demo', '--plan', '--format', 'json', ...THREE_RULES, ...ONE_REGION]),
    ]);
    expect(JSON.parse(policy.stdout).Statement[0].Action).toEqual([
      'ec2:DescribeRegions',
      'events:ListConnections',
      'iam:ListAccountAliases',
    ]);
    expect(explained.stdout).toContain('Events that nobody receives');
    expect(JSON.parse(planned.stdout).calls).toContainEqual({
      service: 'eventbridge',
      operation: 'ListConnections',
      regions: ['eu-west-1'],
      atLeast: 1,
      mayBeMore: ['repetition'],
      made: false,
    });
  });

  it('is unknown, with the reason, in a replay that was recorded without it', async () => {
    const run = await postern(['--demo', '--rules', PACKAGE, '--rule', 'events/*', '--format', 'json']);
    expect(run.code).toBe(3);
    const { unknowns, rules } = reportOf(run.stdout);
    expect(rules).toMatchObject([{ counts: { passed: 0, failed: 0 } }]);
    expect(JSON.stringify(unknowns)).toContain('the tape holds no answer to eventbridge ListConnections');
  });
});

describe('a rule from outside that cannot be judged by', () => {
  const rule = (change = '', before = '') => `
    import { defineRule } from 'postern/rule';
    import { rootCredentials } from 'postern/services/iam';
    import { service } from 'postern/reader';
    ${before}
    export default defineRule({
      title: 'A', type: 'Policy:A/B', severity: 3, scope: 'account', reads: { root: rootCredentials }, why: 'B.',
      remediation: { text: 'C.', url: 'https://docs.aws.amazon.com/' }, *check() {}, ${change}
    });`;
  const reader = (id: string, operation: string, load = '({})') =>
    rule(
      'reads: { things }',
      `const own = service({ id: '${id}', region: 'regional', load: async () => ${load}, client: (sdk) => sdk });
       const things = own.reader(['${operation}'], async () => []);`,
    );
  const files: Readonly<Record<string, string>> = {
    'throws/x/a.js': `throw new Error('there is no such variable.')`,
    'ends/x/a.js': 'process.exit(0);',
    'waits/x/a.js': 'await new Promise(() => {});',
    'prints/x/a.js': `console.log('{"schemaVersion"');${rule()}`,
    'no-default/x/a.js': 'export const a = 1;',
    'not-made/x/a.js': `export default { title: 'A' };`,
    'severity/x/a.js': rule(`severity: 'high'`),
    'verb/x/a.js': reader('ecs', 'CreateCluster'),
    'prefix/x/a.js': reader('nosuch', 'ListThings'),
    'client/x/a.js': reader('ecs', 'ListClusters', `import('@aws-sdk/client-ecs')`),
    'operation/x/a.js': reader('ecs', 'ListClusters'),
    'syntax/x/a.ts': 'const a: = 1;',
    'name/x/a.ts': `import { frobnicate } from 'postern/rule'; export default frobnicate();`,
    'entry/x/a.ts': `import { frobnicate } from 'postern/frob'; export default frobnicate();`,
    'deep/x/y/a.ts': rule(),
    'ours/iam/root-without-mfa.js': rule(),
    'twice/x/a.ts': rule(),
    'twice/x/a.js': rule(),
    'nothing/x/_reader.ts': 'export {};',
  };

  beforeAll(async () => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(user, path)), { recursive: true });
      await writeFile(join(user, path), text);
    }
    await mkdir(join(user, 'linked/x'), { recursive: true });
    await symlink(join(user, 'gone.ts'), join(user, 'linked/x/b.ts'));
    await mkdir(join(user, 'links'));
    await symlink(join(user, 'prints/x'), join(user, 'links/x'));
    await symlink(join(user, 'links'), join(user, 'links/back'));
  });

  it('prints beside the result, and lies behind a link to its folder', async () => {
    const { code, stdout, stderr } = await postern(['rules', '--json', '--rules', 'links', '--rule', 'x/*']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '{"schemaVersion"\n' });
    expect(JSON.parse(stdout)).toMatchObject([{ id: 'x/a' }]);
  });

  const SENTENCES: readonly (readonly [folder: string, sentence: string | RegExp])[] = [
    ['throws', 'throws/x/a.js cannot be loaded: there is no such variable.'],
    ['ends', 'ends/x/a.js cannot be loaded: it ends the process, or waits for what never comes.'],
    ['waits', 'waits/x/a.js cannot be loaded: it ends the process, or waits for what never comes.'],
    ['linked', 'linked/x/b.ts is a link that leads nowhere.'],
    ['no-default', /^no-default\/x\/a\.js has no default export, so it is no rule/],
    [
      'not-made',
      'The default export of not-made/x/a.js was not made by defineRule of postern/rule, so it is no rule.',
    ],
    [
      'severity',
      'The rule severity/x/a.js cannot be judged by: severity must be a number from 0 to 10, and is "high".',
    ],
    [
      'verb',
      /^verb\/x\/a\.js cannot be loaded: ecs\.reader\(\['CreateCluster'\]\) declares CreateCluster, which is no read/,
    ],
    [
      'prefix',
      /^The rule prefix\/x\/a\.js .*: reads\.things would need the permission nosuch:ListThings, .*iamPrefix/,
    ],
    ['client', /^The rule x\/a cannot ask ecs: Cannot find (module|package) '@aws-sdk\/client-ecs'/],
    ['operation', 'The rule x/a cannot ask ecs: the SDK client of ecs has no operation ListClusters.'],
    ['syntax', /^syntax\/x\/a\.ts cannot be loaded: .*, in line 1\.$/],
    ['name', /^name\/x\/a\.ts cannot be loaded: .*does not provide an export named 'frobnicate'/],
    [
      'entry',
      /^entry\/x\/a\.ts cannot be loaded: Postern publishes no "postern\/frob"; it publishes .*postern\/rule/,
    ],
    ['deep', /^deep\/x\/y\/a\.ts lies too deep for a rule/],
    [
      'ours',
      'ours/iam/root-without-mfa.js has the id of a rule of Postern, iam/root-without-mfa: rename the file.',
    ],
    ['twice', 'twice/x/a.ts and twice/x/a.js are two rules of one id, x/a: rename one of them.'],
    ['nothing', /^nothing holds no rule/],
    ['nowhere', 'There is no file or folder nowhere with rules, and no package of that name is installed.'],
    ['./nowhere.ts', 'There is no file or folder ./nowhere.ts with rules.'],
  ];

  it('is told of in one sentence, before anything is asked', async () => {
    const runs = await Promise.all(
      SENTENCES.map(([folder]) => postern(['--demo', '--rules', folder, '--rule', '*/*'])),
    );
    for (const [index, [folder, sentence]] of SENTENCES.entries()) {
      const { code, stdout, stderr = '' } = runs[index] ?? {};
      expect({ folder, code, stdout }).toEqual({ folder, code: 2, stdout: '' });
      const [, said, rest] = /^postern: (.*)\n([\s\S]*)$/.exec(stderr) ?? [];
      if (typeof sentence === 'string') expect(said).toBe(sentence);
      else expect(said).toMatch(sentence);
      expect(rest).toBe('');
    }
  });
});

describe('new-rule and test', () => {
  it('make a rule that can be loaded, with a test that fails until it is written, and write over nothing', async () => {
    const made = await postern(['new-rule', 'ecs/cluster-open', '--folder', 'fresh', '--scope', 'region']);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toContain('fresh/ecs/cluster-open.test.ts');
    const [again, ofOurs, listed, tested] = await Promise.all([
      postern(['new-rule', 'ecs/cluster-open', '--folder', 'fresh']),
      postern(['new-rule', 'iam/root-without-mfa']),
      postern(['explain', 'ecs/cluster-open', '--rules', 'fresh']),
      postern(['test', 'fresh']),
    ]);
    expect(again).toMatchObject({
      code: 2,
      stderr: 'postern: fresh/ecs/cluster-open.ts exists, and is not written over: nothing was made.\n',
    });
    expect(ofOurs).toMatchObject({ code: 2, stdout: '' });
    expect(listed.stdout).toContain('in each Region of each account');
    expect(tested.code).toBe(1);
    expect(tested.stdout).toContain('no test sees the rule of Policy:Ecs/ClusterOpen pass');
  });

  it('end with 2 where there is no test, or one that cannot be loaded', async () => {
    await mkdir(join(user, 'broken/x'), { recursive: true });
    await cp(
      join(user, 'node_modules', PACKAGE, 'checks/iam/user-of-a-vendor.js'),
      join(user, 'broken/x/a.js'),
    );
    const none = await postern(['test', 'broken']);
    await writeFile(join(user, 'broken/x/a.test.js'), `import './gone.js';`);
    const broken = await postern(['test', 'broken']);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no test of broken') });
    expect(broken).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/broken\/x\/a\.test\.js cannot be loaded: /),
    });
  });
});

describe('the guide', () => {
  it('leads from an empty folder to a tested rule, each of its lines', { timeout: 120_000 }, async () => {
    const guide = await readFile(GUIDE, 'utf8');
    await using stub = await startStub({
      answers: {
        ...smallAccount(),
        'route53:ListHostedZones': (call) => success(call, ZONES),
        'route53:*': QUERY_LOGGING,
      },
    });
    const environment = { ...toStub(stub), PATH: process.env.PATH ?? '', AWS_REGION: 'us-east-1' };
    let cwd = join(root, 'empty');
    let foundByNpx = false;
    await mkdir(cwd);
    const shell = async (line: string): Promise<Run> => {
      const [, folder] = /^cd (\S+)$/.exec(line) ?? [];
      if (folder !== undefined) {
        cwd = join(cwd, folder);
        return { code: 0, stdout: '', stderr: '' };
      }
      // npx takes its time to find the command that is installed beside it: once is enough.
      const command = line.replace(/^npx postern/, (npx) => (foundByNpx ? 'node_modules/.bin/postern' : npx));
      foundByNpx ||= line.startsWith('npx');
      if (!line.startsWith('npm install ')) return start('sh', ['-c', command], { cwd, environment });
      // What npm would fetch is here already: the package by its tarball, the SDK client by a link.
      const words = line.split(' ').map((word) => (word === 'postern' ? tarball : word));
      const clients = words.flatMap((word) => /^@aws-sdk\/client-(.*)$/.exec(word)?.[1] ?? []);
      const others = words.filter((word) => !word.startsWith('@aws-sdk/'));
      const installed = await start('sh', ['-c', `${others.join(' ')} --offline`], { cwd, environment });
      for (const client of clients) await linkSdkClient(cwd, client);
      return installed;
    };
    for (const [, kind, path, text = ''] of guide.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)) {
      if (kind === 'ts' && path !== undefined) await writeFile(join(cwd, path), text);
      else if (kind === 'console') {
        const [, line = '', output] = /^\$ (.*)\n([\s\S]*)$/.exec(text) ?? [];
        expect((await shell(line)).stdout, line).toBe(output);
      } else
        for (const line of text.trimEnd().split('\n')) {
          const { code, stdout, stderr } = await shell(line);
          expect({ line, code }, `${line}\n${stdout}${stderr}`).toEqual({ line, code: 0 });
        }
    }
    const report = reportOf(await readFile(join(cwd, 'report.json'), 'utf8'));
    expect(report.findings.map(({ resources: [resource] }) => resource?.id)).toEqual([
      'arn:aws:route53:::hostedzone/Z1',
    ]);
    expect(report.rules).toMatchObject([{ counts: { passed: 1, failed: 1 } }]);
  });
});

const zone = (Id: string, PrivateZone: boolean) => ({
  Id: `/hostedzone/${Id}`,
  Name: `${Id}.example.com.`,
  CallerReference: Id,
  Config: { PrivateZone },
});

const ZONES = {
  HostedZones: { HostedZone: [zone('Z1', false), zone('Z2', false), zone('Z3', true)] },
  IsTruncated: false,
  MaxItems: '100',
};

const QUERY_LOGGING: Answers[string] = () => ({
  headers: { 'content-type': 'text/xml' },
  body: `<?xml version="1.0"?>
<ListQueryLoggingConfigsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
  <QueryLoggingConfigs>
    <QueryLoggingConfig>
      <Id>log-1</Id><HostedZoneId>Z2</HostedZoneId>
      <CloudWatchLogsLogGroupArn>arn:aws:logs:us-east-1:111122223333:log-group:/dns</CloudWatchLogsLogGroupArn>
    </QueryLoggingConfig>
  </QueryLoggingConfigs>
</ListQueryLoggingConfigsResponse>`,
});
