import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as account from '../../src/services/account.ts';
import * as ec2 from '../../src/services/ec2/index.ts';
import * as guardduty from '../../src/services/guardduty/index.ts';
import * as iam from '../../src/services/iam/index.ts';
import * as organizations from '../../src/services/organizations/index.ts';
import { examplesOf, PAGES } from './pages.fixture.ts';
import { copyOfRepository, type RepositoryCopy, type Said } from './repository-copy.fixture.ts';

const RULE = 'iam/user-left-handed';
const REGIONAL = 'ec2/vpc-left-handed';
const SERVICE = 'analyzers';
const examples = Object.assign({}, ...PAGES.map(examplesOf));

let copy: RepositoryCopy;
const newRule = (...args: readonly string[]) => copy.node('.scripts/new-rule.js', ...args);
const newService = (...args: readonly string[]) => copy.node('.scripts/new-service.js', ...args);
const made = (path: string) => readFileSync(join(copy.folder, path), 'utf8');

beforeAll(async () => {
  copy = await copyOfRepository();
});
afterAll(() => copy[Symbol.asyncDispose]());

describe('what is made', () => {
  let rule: Said;
  let service: Said;
  let types: Said;
  let failures: readonly string[];
  beforeAll(async () => {
    rule = await newRule(RULE, '--reads', 'groupMembers,credentialReport');
    await newRule(REGIONAL, '--scope=region');
    service = await newService(SERVICE, '--client', 'accessanalyzer', '--operation', 'ListAnalyzers');
    await copy.write(examples);
    await copy.node('.scripts/rules-index.js');
    [types, failures] = await Promise.all([typesOf(MADE), failuresOf(TESTS)]);
  }, 120_000);

  const MADE = [
    `rules/${RULE}.ts`,
    `test/rules/${RULE}.test.ts`,
    `rules/${REGIONAL}.ts`,
    `src/services/${SERVICE}.ts`,
    `test/services/${SERVICE}.test.ts`,
    ...Object.keys(examples),
  ];
  const TESTS = ['test/rules/pairing.test.ts', ...MADE.filter((path) => path.endsWith('.test.ts'))];

  async function typesOf(files: readonly string[]): Promise<Said> {
    const compilerOptions = { incremental: false, tsBuildInfoFile: null };
    await copy.write({
      'made.json': JSON.stringify({ extends: './tsconfig.json', compilerOptions, include: [], files }),
    });
    return copy.node('node_modules/typescript/bin/tsc', '-p', 'made.json');
  }

  /** What failed: the name of the test and its message. */
  async function failuresOf(tests: readonly string[]): Promise<readonly string[]> {
    const run = ['run', '--config', 'test/vitest.config.ts', '--reporter=json', '--outputFile=run.json'];
    const { stderr } = await copy.node('node_modules/vitest/vitest.mjs', ...run, ...tests);
    const results: unknown = JSON.parse(await readFile(join(copy.folder, 'run.json'), 'utf8'));
    expect(results, stderr).toMatchObject({ numPassedTests: expect.any(Number) });
    return failedIn(results);
  }

  it('type-checks, and so do the examples of the pages', () => {
    expect(types).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('is as the linter would have it', async () => {
    const { exitCode, stderr } = await copy.node(
      'node_modules/@biomejs/biome/bin/biome',
      'check',
      '--error-on-warnings',
      ...MADE,
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('is told with all that is left to do', () => {
    expect(rule).toMatchObject({ exitCode: 0, stderr: '' });
    expect(rule.stdout).toContain(`rules/${RULE}.ts`);
    expect(rule.stdout).toContain(`test/rules/${RULE}.test.ts`);
    expect(rule.stdout).toContain('test/moto/badly-kept-table.fixture.ts');
    expect(rule.stdout).toContain('npm run generate');
    expect(service).toMatchObject({ exitCode: 0, stderr: '' });
    expect(service.stdout).toContain(`src/services/${SERVICE}.ts`);
    expect(service.stdout).toContain(`npm run new-rule ${SERVICE}/`);
  });

  it('takes type and scope from what was asked', () => {
    expect(made(`rules/${RULE}.ts`)).toMatch(/type: 'Policy:IAM\/UserLeftHanded'[\s\S]*scope: 'account'/);
    expect(made(`rules/${REGIONAL}.ts`)).toMatch(/type: 'Policy:EC2\/VpcLeftHanded'[\s\S]*scope: 'region'/);
  });

  it('is in every table of services', () => {
    expect(made('test/support/protocols.ts')).toMatch(
      /\banalyzers: \{ signingName: 'access-analyzer', protocol: 'rest-json', routes: routesOf\(analyzers\) \}/,
    );
    expect(made('src/aws/actions.ts')).toContain(`  ${SERVICE}: 'access-analyzer',\n`);
  });

  it('fails until it is written, and says what to write', () => {
    expect(failures).toContainEqual(expect.stringContaining(`write the cases of ${RULE}`));
    expect(failures).toContainEqual(expect.stringContaining(`write in test/services/${SERVICE}.test.ts`));
    expect(failures).toContainEqual(expect.stringContaining(`${RULE} can be acted on`));
    expect(failures).toContainEqual(expect.stringContaining('rules/README.md is not stale'));
  });

  it('fails in nothing else: the examples pass, and a denied action has its right name', () => {
    expect(failures.filter((failure) => failure.includes('without-boundary'))).toEqual([]);
    expect(failures.filter((failure) => failure.includes('names the action that is denied'))).toEqual([]);
  });
});

/** The failed tests in the report of a run: what they are called, and the first line of why. */
function failedIn(results: unknown): string[] {
  if (Array.isArray(results)) return results.flatMap(failedIn);
  if (typeof results !== 'object' || results === null) return [];
  if ('status' in results && results.status === 'failed' && 'fullName' in results)
    return [`${results.fullName}: ${JSON.stringify(results)}`];
  return Object.values(results).flatMap(failedIn);
}

describe('nothing is made of', () => {
  it.each([
    ['a name that is no id', ['iam/User_Left'], /is no id of a rule/],
    ['an id without a service', ['left-handed'], /is no id of a rule/],
    ['a path out of the rules', ['../iam'], /is no id of a rule/],
    ['a service without readers', ['tea/too-cold'], /npm run new-service tea/],
    ['a rule that exists', ['iam/root-without-mfa'], /rules\/iam\/root-without-mfa.ts exists/],
    ['a scope that is none', ['iam/left', '--scope', 'planet'], /scopes are account, region, organization/],
    ['an option that is none', ['iam/left', '--colour', 'red'], /Unknown option '--colour'/],
    ['two ids', ['iam/left', 'iam/right'], /Use: npm run new-rule/],
  ])('%s', async (_case, args, sentence) => {
    expect(await newRule(...args)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(sentence),
    });
  });

  it.each([
    ['a name that is none', ['Key Management'], /is no name of a service/],
    ['a service that is read', ['guardduty'], /src\/services\/guardduty\/index.ts reads guardduty already/],
    ['a client that is not there', ['tea'], /npm install --save-dev --save-exact @aws-sdk\/client-tea/],
    [
      'an operation that is none',
      ['me', '--client', 'sts', '--operation', 'Who'],
      /no operation Who.*GetCallerIdentity/,
    ],
  ])('%s', async (_case, args, sentence) => {
    expect(await newService(...args)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(sentence),
    });
  });

  it.each(Object.entries({ account, ec2, guardduty, iam, organizations }))(
    'readers that %s has not; those it has are named, all of them',
    async (service, published) => {
      const readers = Object.entries(published).flatMap(([name, value]) =>
        typeof value === 'function' && 'actions' in value ? [name] : [],
      );
      const { stderr } = await newRule(`${service}/left`, '--reads', 'tea');
      expect(stderr).toBe(`${service} has no reader tea. It has: ${readers.sort().join(', ')}.\n`);
    },
  );
});
