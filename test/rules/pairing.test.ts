import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { actionsOfRule } from '../../src/engine/chosen-rule.ts';
import { FINDING_TYPE } from '../../src/rule/rule-faults.ts';
import { badlyKeptTable } from '../moto/badly-kept-table.fixture.ts';
import { generatedFiles } from '../support/generated.ts';

/** The text of a test and of the fixtures beside it that it imports, whose cases are its own. */
function withFixtures(path: string): string {
  const test = readFileSync(path, 'utf8');
  const fixtures = [...test.matchAll(/from '(\.\/[^']*\.fixture\.ts)'/g)];
  return [test, ...fixtures.map(([, file = '']) => readFileSync(join(dirname(path), file), 'utf8'))].join(
    '\n',
  );
}

/** Ids by the files under a folder: `iam/root-without-mfa` for `iam/root-without-mfa.ts`. Makers and frameworks have none. */
function idsUnder(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('/') && path.endsWith(ending) && !/\/_|^frameworks\//.test(path))
    .map((path) => path.slice(0, -ending.length))
    .sort();
}

const ids = Object.keys(rules).sort();

describe('every rule', () => {
  it('has a file of its id, and every file a rule', () => {
    expect(idsUnder('rules', '.ts'), 'rules/index.ts is stale: npm run generate').toEqual(ids);
  });

  it('has a test of its id, and every test a rule', () => {
    expect(idsUnder('test/rules', '.test.ts')).toEqual(ids);
  });

  it.each(ids)('%s is judged in its test, which must see it pass and fail (test/support/judge.ts)', (id) => {
    const path = `test/rules/${id}.test.ts`;
    expect(readFileSync(path, 'utf8')).toContain(`rules/${id}.ts'`);
    expect(withFixtures(path)).toMatch(/import \{[^}]*\bjudge\b[^}]*\} from '[./]+support\/judge\.ts'/);
  });

  it('has a row in the table of what the badly kept account shows, and every row a rule', () => {
    const rows = Object.keys(badlyKeptTable({ users: [], roles: [], securityGroups: new Map() }));
    expect(
      ids.filter((id) => !rows.includes(id)),
      'add what these rules find in the badly kept account to test/support/worlds/services/ or ' +
        'test/moto/badly-kept-table.fixture.ts: what fails, what passes, what does not apply',
    ).toEqual([]);
    expect(
      rows.filter((row) => !ids.includes(row)),
      'take these rows out of test/moto/badly-kept-table.fixture.ts: there is no such rule',
    ).toEqual([]);
  });

  it('has a finding type of its own in the grammar of GuardDuty', () => {
    const types = Object.values(rules).map(({ type }) => type);
    for (const type of types) expect(type).toMatch(FINDING_TYPE);
    expect(new Set(types).size).toBe(types.length);
  });

  it.each(ids)('%s names only rules that there are as those that tell its cause', (id) => {
    const source = readFileSync(`rules/${id}.ts`, 'utf8');
    const named = [...source.matchAll(/\brule: '([^']*)'(, resource:)?/g)];
    // Itself it names on another resource only: an OU's parent.
    const wrong = named.filter(
      ([, rule, resource]) => rule === undefined || !ids.includes(rule) || (rule === id && !resource),
    );
    expect(wrong.map(([text]) => text)).toEqual([]);
  });

  it.each(Object.entries(rules))('%s gathers no further than it judges', (_id, { scope, gather }) => {
    if (gather === undefined) return;
    expect(scope === 'organization').toBe(gather.in === 'organization');
    if (scope === 'account') expect(gather.in).toBe('account');
    if (gather.in !== 'region') expect(gather.alike, 'alike is for findings in a Region').toBeUndefined();
  });

  it.each(Object.entries(rules))('%s can be acted on', (_id, rule) => {
    expect
      .soft(rule.severity, 'a severity is 0 to 10, chosen as CONTRIBUTING.md says')
      .toBeGreaterThanOrEqual(0);
    expect.soft(rule.severity, 'a severity is 0 to 10').toBeLessThanOrEqual(10);
    expect
      .soft(rule.title, 'a title starts with a capital and ends without a full stop')
      .toMatch(/^[A-Z].*[^.]$/);
    expect.soft(rule.why, 'why is written in whole sentences').toMatch(/^[A-Z][\s\S]*\.$/);
    expect.soft(rule.remediation.text, 'a remediation is whole sentences').toMatch(/^[A-Z][\s\S]*\.$/);
    expect
      .soft(rule.remediation.url, "a remediation links to AWS's page")
      .toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect.soft(actionsOfRule(rule), 'a rule reads something: name its readers in reads').not.toEqual([]);
    for (const action of actionsOfRule(rule)) expect(action).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/);
  });
});

describe('every file of readers', () => {
  const READERS = /\.reader\(|\bderive\(|\beveryRegion\(/;
  const files = readdirSync('src/services', { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && READERS.test(readFileSync(`src/services/${path}`, 'utf8')),
  );

  it.each(files)('src/services/%s has a test of its name', (path) => {
    const test = `test/services/${path.replace(/\.ts$/, '.test.ts')}`;
    expect(
      existsSync(test),
      `add ${test}: it takes each reading of src/services/${path} from answers on the wire (test/support/place.ts), ` +
        'every page of them, and where AWS denies or damages an answer',
    ).toBe(true);
    expect(readFileSync(test, 'utf8'), `${test} tests another file`).toContain(`src/services/${path}'`);
  });
});

describe('what is made from the rules', () => {
  it.each(Object.entries(generatedFiles()))('%s is not stale (npm run generate)', (path, text) => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});
