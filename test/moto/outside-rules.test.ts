import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { postern, temporaryFolder } from './cli.fixture.ts';

const folder = temporaryFolder();

/** A rule from outside that does this where it judges. */
async function ruleThat(does: string): Promise<string> {
  const path = join(folder, 'own', 'a.js');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    `import { defineRule } from 'postern/rule';
    import { rootCredentials } from 'postern/services/iam';
    export default defineRule({
      title: 'Own rule', type: 'Policy:IAMUser/OwnRule', severity: 9, scope: 'account',
      reads: { root: rootCredentials }, why: 'It is ours.',
      remediation: { text: 'Look at it.', url: 'https://docs.aws.amazon.com/IAM/' },
      *check() { ${does} },
    });`,
  );
  return dirname(dirname(path));
}

it.each([0, 1])('that ends the process with %i where it judges is no scan that was done', async (code) => {
  const rules = await ruleThat(`process.exit(${code});`);
  const run = await postern(['--demo', '--rules', rules, '--rule', 'own/a']);
  expect(run).toEqual({
    code: 3,
    stdout: '',
    stderr:
      'postern: A rule ended the process while it judged: nothing was reported, and the gate did not judge.\n',
  });
});
