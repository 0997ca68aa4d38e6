import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packageFolders } from '../../.scripts/notices.js';
import { publishedEntries } from '../../.scripts/published.js';
import { cleanEnvironment } from '../moto/cli.fixture.ts';
import { NODE_RELEASES, NoSuchNode, nodeOf } from './node-versions.fixture.ts';
import { packInto, unpackInto } from './packed.fixture.ts';

const TSC = resolve('node_modules/typescript/bin/tsc');

/** What esbuild tells of its output: https://esbuild.github.io/api/#metafile */
const metafileSchema = z.object({
  outputs: z.record(
    z.string(),
    z.object({
      inputs: z.record(z.string(), z.unknown()),
      imports: z.array(z.object({ path: z.string(), kind: z.string(), external: z.boolean().optional() })),
    }),
  ),
});

const run = promisify(execFile);
let consumer: string;
let installed: string;
let metafile: z.infer<typeof metafileSchema>;

/** A user's folder with the package in its node_modules, as npm would install it. */
beforeAll(async () => {
  metafile = metafileSchema.parse(JSON.parse(readFileSync('dist/metafile.json', 'utf8')));
  await run(process.execPath, ['.scripts/published-types.js']);
  // Resolved, or Node and tsc would know each file by two paths where the temporary folder is a link.
  consumer = await realpath(await mkdtemp(join(tmpdir(), 'postern-consumer-')));
  await cp('test/package/consumer.fixture', consumer, { recursive: true });
  installed = await unpackInto(consumer, await packInto(consumer));
}, 300_000);

afterAll(() => rm(consumer, { recursive: true, force: true }));

/** The files of the installed package with this ending, by their path in it. */
function filesOf(...endings: readonly string[]): string[] {
  return readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((path) =>
    endings.some((ending) => path.endsWith(ending)),
  );
}

describe('the package as it is published', () => {
  it('lets a rule of a user compile with every library checked, and run', async () => {
    const imports = publishedEntries().map(
      ({ name }, index) => `import * as entry${index} from 'postern/${name}';`,
    );
    const names = imports.map((_, index) => `entry${index}`);
    await writeFile(
      join(consumer, 'every-entry.ts'),
      `${imports.join('\n')}\nexport const entries = [${names.join(', ')}];\n`,
    );
    await run(process.execPath, [TSC, '-p', consumer]).catch(({ stdout }) => expect(stdout).toBe(''));
    const script = `import './compiled/every-entry.js';
      import * as judge from './compiled/judge.js';
      console.log(JSON.stringify(judge));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: consumer,
    });
    const arn = 'arn:aws:iam::111122223333:role/break-glass';
    expect(JSON.parse(stdout)).toEqual({
      judged: [
        { status: 'fail', id: `${arn}-a`, tags: { team: 'platform' }, description: 'Used in eu-west-1.' },
        { status: 'pass', id: `${arn}-b` },
        { status: 'pass', id: `${arn}-c` },
      ],
      permissions: ['iam:GetAccountAuthorizationDetails'],
    });
  });

  it('types what AWS answers: a field that AWS does not have does not compile', async () => {
    await writeFile(
      join(consumer, 'wrong.ts'),
      `import { defineRule } from 'postern/rule';
       import { authorizationDetails } from 'postern/services/iam';
       defineRule({
         title: '', type: '', severity: 1, scope: 'account', why: '', remediation: { text: '', url: '' },
         reads: { details: authorizationDetails },
         *check({ details }) { for (const role of details.RoleDetailList) role.NoSuchField; },
       });\n`,
    );
    await writeFile(
      join(consumer, 'tsconfig.wrong.json'),
      JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: { noEmit: true, skipLibCheck: true },
        files: ['wrong.ts'],
      }),
    );
    const said: unknown = await run(process.execPath, [TSC, '-p', 'tsconfig.wrong.json'], {
      cwd: consumer,
    }).then(
      ({ stdout }) => stdout,
      ({ stdout }) => stdout,
    );
    expect(said).toMatch(/^wrong\.ts\(6,\d+\): [^\n]*'NoSuchField' does not exist on type 'IamRole'\.\n$/);
  });

  it('needs no other package: neither its manifest, nor its code, nor its types', async () => {
    const manifest: object = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
    for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies'])
      expect(manifest).not.toHaveProperty(kind);
    const foreign = Object.entries(metafile.outputs).flatMap(([output, { imports }]) =>
      imports
        .filter(({ path, external }) => external === true && !isBuiltin(path))
        .map(({ path }) => `${output} imports ${path}`),
    );
    expect(foreign).toEqual([]);
    for (const path of filesOf('.d.ts')) {
      const text = await readFile(join(installed, path), 'utf8');
      for (const [, name] of text.matchAll(
        /(?:\bfrom|\bimport|\bimport\(|<reference types=)\s*['"]([^'"]+)['"]/g,
      ))
        expect(name, path).toMatch(/^\.\.?\//);
      expect(text, path).not.toMatch(/^declare (global|module)/m);
    }
  });

  it('holds its licence, what it owes to others, and nothing that only its makers need', () => {
    const files = filesOf('');
    for (const path of [
      'LICENSE',
      'README.md',
      'CHANGELOG.md',
      'bin/postern.js',
      'dist/THIRD-PARTY-NOTICES.txt',
    ])
      expect(files).toContain(path);
    expect(files.filter((path) => !/^(bin|dist)(\/|$)|^[A-Z]+(\.md)?$|^package\.json$/.test(path))).toEqual(
      [],
    );
    expect(files).not.toContain('dist/metafile.json');
  });

  it('has types of a few dozen kilobytes for each entry, with what they mean', () => {
    const types = filesOf('.d.ts').map((path) => readFileSync(join(installed, path), 'utf8'));
    expect(types.join('').length / publishedEntries().length).toBeLessThan(50 * 1024);
    expect(types.join('')).toContain('Defines a rule; its id is the path of its file under rules/.');
    expect(types.join('')).toContain(
      'The date and time, in <a href="http://www.iso.org/iso/iso8601">ISO 8601',
    );
  });
});

describe('the package on every Node that it is promised for', () => {
  const ONE_RULE = ['--rule', 'iam/root-without-mfa'];

  /** Runs the installed command line to its end. */
  const runOn = (node: string, ...args: readonly string[]) =>
    run(node, [join(installed, 'bin/postern.js'), ...args], { cwd: consumer, env: cleanEnvironment }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    );

  const timeless = (text: string) => text.replace(/(?<=Took +)\S+ s/, '');
  let demo: ReturnType<typeof runOn> | undefined;

  it.for(Object.entries(NODE_RELEASES))(
    'runs the demo on Node %s, and ends with the exit codes of the gate',
    // The first time it has a Node to fetch.
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
      demo ??= runOn(process.execPath, '--demo');
      const version = run(node, ['--version']);
      const [clear, findings, usage, incomplete] = await Promise.all([
        runOn(node, '--demo', ...ONE_RULE, '--fail-on', 'never'),
        runOn(node, '--demo'),
        runOn(node, '--demo', '--colour'),
        runOn(node, ...ONE_RULE),
      ]);
      expect((await version).stdout).toMatch(new RegExp(`^v${release.split('.')[0]}\\.`));
      expect(clear).toMatchObject({ code: 0 });
      const { stdout, stderr } = await demo;
      expect({ ...findings, stdout: timeless(findings.stdout) }).toEqual({
        code: 1,
        stdout: timeless(stdout),
        stderr,
      });
      expect(usage).toMatchObject({ code: 2, stdout: '' });
      expect(incomplete).toMatchObject({ code: 3, stdout: '' });
      expect(incomplete.stderr).toMatch(/^postern: No AWS credentials found[^\n]+\n$/);
    },
  );
});

describe('the bundle', () => {
  const outputs = () => Object.entries(metafile.outputs);

  it('holds each module once: a rule of a user asks the very readers that the command line asks', () => {
    const holders = new Map<string, string[]>();
    for (const [output, { inputs }] of outputs())
      for (const input of Object.keys(inputs)) holders.set(input, [...(holders.get(input) ?? []), output]);
    expect(holders.get('src/aws/reader.ts')).toHaveLength(1);
    expect([...holders].filter(([, files]) => files.length > 1)).toEqual([]);
  });

  it.each(['postern', ...publishedEntries().map(({ name }) => name)])(
    '%s loads no SDK client until one is asked',
    (name) => {
      const loaded = new Set([`dist/${name}.js`]);
      for (const output of loaded)
        for (const { path, kind, external } of metafile.outputs[output]?.imports ?? [])
          if (kind === 'import-statement' && external !== true) loaded.add(path);
      const inputs = [...loaded].flatMap((output) => Object.keys(metafile.outputs[output]?.inputs ?? {}));
      expect(inputs).not.toEqual([]);
      expect(inputs.filter((input) => input.includes('/@aws-sdk/client-'))).toEqual([]);
    },
  );

  it('names every package that it holds, with its version, among the notices', async () => {
    const notices = await readFile(join(installed, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    const folders = packageFolders(outputs().flatMap(([, { inputs }]) => Object.keys(inputs)));
    expect(folders).toEqual(
      expect.arrayContaining(['node_modules/chalk', 'node_modules/@aws-sdk/client-iam']),
    );
    for (const folder of folders) {
      const { name, version } = z
        .object({ name: z.string(), version: z.string() })
        .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
      expect(notices.split('\n')).toContainEqual(
        expect.stringMatching(new RegExp(`^${name} ${version} \\(`)),
      );
    }
  });
});
