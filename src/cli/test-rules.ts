import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { rules as own } from '../../rules/index.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { withOutsideRules } from './outside/outside-rules.ts';
import { testFiles } from './outside/rule-files.ts';
import { say } from './terminal.ts';

const RUNNER = fileURLToPath(new URL('./run-tests.js', import.meta.url));

/**
 * Runs the tests of rules from outside, `<name>.test.ts` beside each, with node's own runner in a process of its own.
 * @param from files, folders and packages
 */
export async function testRules(from: readonly string[]): Promise<ExitCode> {
  const rules = await withOutsideRules(own, from);
  const tests = await testFiles(from);
  const exitCode = await run(tests.map(({ path }) => path));
  const tested = new Set(tests.map(({ id }) => id));
  const untested = Object.keys(rules).filter((id) => !Object.hasOwn(own, id) && !tested.has(id));
  if (untested.length > 0) await say(`postern: Without a test: ${untested.join(', ')}.\n`, { free: false });
  return exitCode;
}

async function run(files: readonly string[]): Promise<ExitCode> {
  // Where it is set, the runner speaks to another one that started this process.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--test-reporter=spec', RUNNER, ...files], {
    stdio: 'inherit',
    env,
  });
  const [code]: unknown[] = await once(child, 'exit');
  if (code === EXIT.clear || code === EXIT.usage) return code;
  return EXIT.findings;
}
