import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { test } from 'node:test';
import { takeJudged } from '../../rule/rule-test.ts';
import { EXIT } from '../exit-code.ts';
import { problemOf, problemText } from '../problem.ts';
import { loaded } from './outside-rules.ts';

/**
 * Runs the tests of rules from outside, in a process of their own: node's runner starts by itself where a test is defined,
 * prints, and ends the process with exit code 1 where one fails.
 */
async function runTests(files: readonly string[]): Promise<void> {
  for (const file of files) await loaded(relative('.', file));
  test('every rule is seen to pass and to fail', () => {
    const judged = takeJudged();
    assert.notEqual(judged.size, 0, 'no test judges a rule: use judge of postern/rule-test');
    for (const [type, verdicts] of judged) {
      const statuses = verdicts.map(({ status }) => status);
      for (const status of ['pass', 'fail'] as const)
        assert.ok(statuses.includes(status), `no test sees the rule of ${type} ${status}`);
    }
  });
}

// The warnings of Node's own experiments stand between the user and the result.
process.removeAllListeners('warning');
// Whoever reads the first lines only has enough.
process.stdout.on('error', () => process.exit(EXIT.findings));
try {
  await runTests(process.argv.slice(2));
} catch (error) {
  process.stderr.write(problemText(error, false));
  process.exit(problemOf(error).exitCode === EXIT.usage ? EXIT.usage : EXIT.findings);
}
