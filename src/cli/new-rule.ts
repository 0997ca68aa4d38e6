import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rules } from '../../rules/index.ts';
import type { ScopeKind } from '../rule/rule.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { because } from './output-file.ts';
import { RULE_ID } from './outside/rule-files.ts';
import { UsageError } from './problem.ts';
import { print } from './terminal.ts';

export interface NewRuleOptions {
  /** Where the user keeps rules. */
  readonly folder: string;
  readonly scope: ScopeKind;
}

/** Makes a rule of the user's own and its test; neither is written over what is there. */
export async function newRule(id: string, { folder, scope }: NewRuleOptions): Promise<ExitCode> {
  if (!RULE_ID.test(id))
    throw new UsageError(
      `${id} is no id of a rule. An id names the service and the fault in lower case, as ecs/cluster-insights-off does.`,
    );
  if (Object.hasOwn(rules, id)) throw new UsageError(`Postern has a rule ${id} itself: choose another name.`);
  const rule = join(folder, `${id}.ts`);
  const test = join(folder, `${id}.test.ts`);
  const existing = [rule, test].find((path) => existsSync(path));
  if (existing !== undefined)
    throw new UsageError(`${existing} exists, and is not written over: nothing was made.`);
  await writeNew(rule, ruleText(id, scope));
  await writeNew(test, testText(id));
  await print(
    process.stdout,
    `Made ${rule} and ${test}.
  1. Write the rule: ${rule}
  2. Write its cases: ${test}
  3. postern test ${folder}
  4. postern --rules ${folder} --rule ${id}
`,
  );
  return EXIT.clear;
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    throw new UsageError(`${path} cannot be written: ${because(cause)}.`, { cause });
  }
}

function ruleText(id: string, scope: ScopeKind): string {
  const [service = '', name = ''] = id.split('/');
  return `import { accountResource, defineRule, unknown } from 'postern/rule';

export default defineRule({
  title: 'Write what is wrong, in a few words',
  type: 'Policy:${pascalCase(service)}/${pascalCase(name)}',
  // From 0 to 10: 9 and more is CRITICAL, 7 HIGH, 4 MEDIUM, 1 LOW.
  severity: 4,
  scope: '${scope}',
  // What it asks AWS: readers of 'postern/services/<service>', or of your own, made with 'postern/reader'.
  reads: {},
  why: 'Write what can happen because of it.',
  remediation: {
    text: 'Write what to do about it.',
    url: 'https://docs.aws.amazon.com/',
  },
  *check(_readings, scope) {
    // One verdict for each resource: pass, fail, unknown or notApplicable, with AWS's own fields as evidence.
    yield unknown(accountResource(scope), 'its check is not written yet');
  },
});
`;
}

function testText(id: string): string {
  const [, name = ''] = id.split('/');
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, statuses } from 'postern/rule-test';
import rule from './${name}.ts';

test('${id}', () => {
  // Plain readings in, verdicts out: no mock, no AWS. The cases must see it pass and fail.
  assert.deepEqual(statuses(judge(rule, {})), ['pass', 'fail']);
});
`;
}

/** `cluster-insights-off` as `ClusterInsightsOff`. */
function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
