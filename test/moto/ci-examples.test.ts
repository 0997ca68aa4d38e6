import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { temporaryFolder } from './cli.fixture.ts';

/** What the README shows for a CI: the text of the block below its mark. */
async function example(ci: string): Promise<string> {
  const readme = await readFile('README.md', 'utf8');
  const [, text] = new RegExp(`<!-- example: ${ci} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  if (text === undefined) throw new Error(`the README shows no example for ${ci}`);
  return text;
}

/** A folder in which `npx --yes postern` is the built command line on the sample account, as a job would find the package. */
async function workplace(): Promise<{ readonly folder: string; readonly path: string }> {
  const folder = temporaryFolder();
  const programs = join(folder, '.programs');
  await mkdir(programs);
  const npx = join(programs, 'npx');
  await writeFile(
    npx,
    `#!/bin/bash\n[ "$1" = --yes ] || exit 97\ncase "$2" in postern|postern@*) ;; *) exit 98;; esac\nshift 2\nexec '${process.execPath}' '${resolve('bin/postern.js')}' "$@" --demo --rule 'iam/root-*'\n`,
  );
  await chmod(npx, 0o755);
  return { folder, path: `${programs}:${process.env.PATH ?? ''}` };
}

interface Job {
  readonly code: number;
  readonly files: readonly string[];
  readonly read: (name: string) => Promise<string>;
}

/** Runs the commands of a job one after the other, as runners do: a step that fails ends them, but for those that always run. */
async function run(
  steps: readonly { readonly command: string; readonly always?: boolean }[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Job> {
  const { folder, path } = await workplace();
  let code = 0;
  for (const { command, always = false } of steps) {
    if (code !== 0 && !always) continue;
    const ended = await new Promise<number>((done) => {
      const options = { cwd: folder, env: { PATH: path, HOME: folder, ...environment } };
      execFile('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', command], options, (error) =>
        done(error === null ? 0 : Number(error.code)),
      );
    });
    if (code === 0) code = ended;
  }
  const files = (await readdir(folder)).filter((name) => name !== '.programs').sort();
  return { code, files, read: (name) => readFile(join(folder, name), 'utf8') };
}

const workflow = z.object({
  jobs: z.object({
    postern: z.object({
      steps: z.array(
        z.object({
          if: z.string().optional(),
          run: z.string().optional(),
          with: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  }),
});

describe('the examples for CI run as a job would run them', { timeout: 60_000 }, () => {
  it('GitHub Actions', async () => {
    const { steps } = workflow.parse(parse(await example('github'))).jobs.postern;
    const commands = steps.flatMap((step) =>
      step.run === undefined ? [] : [{ command: step.run, always: step.if === 'always()' }],
    );
    const job = await run(commands, { GITHUB_STEP_SUMMARY: 'summary.md' });
    expect(job.code).toBe(1);
    expect(job.files).toEqual(['postern.json', 'postern.md', 'postern.sarif', 'summary.md']);
    expect(await job.read('summary.md')).toContain('Root user has no MFA');
    const uploaded = steps.flatMap((step) => [step.with?.sarif_file, step.with?.path]);
    for (const file of uploaded.filter((name) => name !== undefined)) expect(job.files).toContain(file);
  });

  it('the composite action', async () => {
    const action = z
      .object({ runs: z.object({ steps: z.array(z.object({ run: z.string().optional() })) }) })
      .parse(parse(await readFile('.github/actions/postern/action.yml', 'utf8')));
    const job = await run([{ command: action.runs.steps[0]?.run ?? '' }], {
      POSTERN_PACKAGE: 'postern@latest',
      FAIL_ON: 'never',
      ARGUMENTS: '--severity\ncritical\n',
      GITHUB_OUTPUT: 'output',
      GITHUB_STEP_SUMMARY: 'summary.md',
    });
    expect({ code: job.code, output: await job.read('output') }).toEqual({
      code: 0,
      output: 'exit-code=0\n',
    });
    expect(job.files).toEqual(['output', 'postern.json', 'postern.md', 'postern.sarif', 'summary.md']);
  });

  it('the composite action takes nothing of an earlier scan for its own', async () => {
    const action = z
      .object({ runs: z.object({ steps: z.array(z.object({ run: z.string().optional() })) }) })
      .parse(parse(await readFile('.github/actions/postern/action.yml', 'utf8')));
    const leftovers = { command: 'echo stale | tee postern.sarif postern.md > postern.json' };
    const job = await run([leftovers, { command: action.runs.steps[0]?.run ?? '' }], {
      POSTERN_PACKAGE: 'postern@latest',
      FAIL_ON: '--help; touch escaped',
      ARGUMENTS: '$(touch escaped)\n"; touch escaped #',
      GITHUB_OUTPUT: 'output',
      GITHUB_STEP_SUMMARY: 'summary.md',
    });
    expect({ code: job.code, files: job.files }).toEqual({ code: 2, files: ['output'] });
  });

  it('GitLab', async () => {
    const { postern } = z
      .object({
        postern: z.object({
          variables: z.record(z.string(), z.string()),
          script: z.array(z.string()),
          artifacts: z.object({ paths: z.array(z.string()), reports: z.record(z.string(), z.string()) }),
        }),
      })
      .parse(parse(await example('gitlab')));
    const job = await run(
      postern.script.map((command) => ({ command })),
      { ...postern.variables, AWS_TOKEN: 'token' },
    );
    expect(job.code).toBe(1);
    for (const file of [...postern.artifacts.paths, ...Object.values(postern.artifacts.reports)])
      expect(job.files).toContain(file);
    expect(await job.read('.aws-token')).toBe('token');
  });

  it('Jenkins', async () => {
    const pipeline = await example('jenkins');
    const [, command = ''] = /sh '''\n([\s\S]*?)'''/.exec(pipeline) ?? [];
    const job = await run([{ command }], { AWS_CONFIG_FILE: 'aws-config', AWS_PROFILE: 'postern' });
    expect(job.code).toBe(1);
    expect(await job.read('aws-config')).toMatch(/^\[profile postern\]\nrole_arn = /);
    for (const [, file = ''] of pipeline.matchAll(/(?:junit|archiveArtifacts) '([^']+)'/g))
      expect(job.files).toContain(file);
  });

  it('CodeBuild', async () => {
    const { phases, reports, artifacts } = z
      .object({
        phases: z.object({ build: z.object({ commands: z.array(z.string()) }) }),
        reports: z.object({ findings: z.object({ files: z.array(z.string()) }) }),
        artifacts: z.object({ files: z.array(z.string()) }),
      })
      .parse(parse(await example('codebuild')));
    const job = await run(phases.build.commands.map((command) => ({ command })));
    expect(job.code).toBe(1);
    for (const file of [...reports.findings.files, ...artifacts.files]) expect(job.files).toContain(file);
  });
});
