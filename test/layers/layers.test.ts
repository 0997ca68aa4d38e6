import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);
const RULES = z
  .object({ forbidden: z.array(z.object({ name: z.string() })) })
  .parse(createRequire(import.meta.url)('../../.dependency-cruiser.cjs'))
  .forbidden.map(({ name }) => name);
const CONFIG = ['.dependency-cruiser.cjs', '.dependency-cruiser.tsconfig.json', 'tsconfig.json'];

/** Files that are imported below, and hold nothing. */
const FILES = [
  'src/accounts/connect.ts',
  'src/aws/reader.ts',
  'src/aws/tape.ts',
  'src/cli/main.ts',
  'src/engine/scan-account.ts',
  'src/event-patterns/coverage.ts',
  'src/event-patterns/index.ts',
  'src/finding/report.ts',
  'src/gate/gate.ts',
  'src/network/address-set.ts',
  'src/network/index.ts',
  'src/network/internet.ts',
  'src/policy/index.ts',
  'src/policy/language/pattern.ts',
  'src/report/content/wording.ts',
  'src/report/html/marks.ts',
  'src/report/json.ts',
  'src/rule/rule.ts',
  'src/secrets/find-secrets.ts',
  'src/services/accessanalyzer.ts',
  'src/services/ec2/regions.ts',
  'src/services/guardduty/index.ts',
  'src/services/iam/account.ts',
  'src/services/iam/index.ts',
  'src/services/organizations/index.ts',
  'rules/ec2/_ports.ts',
  'rules/iam/_passwords.ts',
  'test/engine/scan.test.ts',
  'test/support/session.ts',
];

const PACKAGES = [
  '@aws-sdk/client-ec2',
  '@aws-sdk/client-guardduty',
  '@aws-sdk/client-iam',
  '@aws-sdk/client-sso-admin',
  '@aws-sdk/credential-providers',
  '@secretlint/secretlint-rule-preset-recommend',
  '@smithy/core',
  '@smithy/types',
  'chalk',
  'cli-table3',
  'zod',
];

/** A file that imports what it must not, by the rule that it breaks. */
const BREAKS: Readonly<Record<string, readonly (readonly [file: string, line: string])[]>> = {
  // A circle is told of once, at the file that comes first.
  'no-circular': [['src/network/circle.ts', "import './way-round.ts';"]],
  'rules-read-and-judge-only': [
    ['rules/iam/reads.ts', "import '../../src/engine/scan-account.ts';"],
    ['rules/iam/parses.ts', "import '../../src/policy/language/pattern.ts';"],
    ['rules/iam/decides.ts', "import '../../src/event-patterns/index.ts';"],
    ['rules/iam/looks-inside.ts', "import 'postern/services/iam/account';"],
  ],
  'rules-import-by-name': [
    ['rules/iam/by-path.ts', "import '../../src/rule/rule.ts';"],
    ['rules/iam/by-path-of-service.ts', "import '../../src/services/iam/index.ts';"],
  ],
  'rules-import-what-stands-beside-them': [['rules/iam/strays.ts', "import '../ec2/_ports.ts';"]],
  'rules-do-no-io': [['rules/iam/opens-files.ts', "import 'node:fs';"]],
  'rules-never-see-the-sdk': [
    ['rules/iam/calls.ts', "import '@aws-sdk/client-iam';"],
    ['rules/iam/typed.ts', "import type { User } from '@aws-sdk/client-iam';"],
  ],
  'the-sdk-stays-below': [
    ['src/engine/calls.ts', "import '@aws-sdk/client-iam';"],
    ['src/report/typed.ts', "import type { User } from '@aws-sdk/client-iam';"],
    ['src/cli/calls.ts', "await import('@aws-sdk/credential-providers');"],
  ],
  'policy-and-network-know-types-of-the-sdk-only': [
    ['src/policy/calls.ts', "import '@aws-sdk/client-iam';"],
    ['src/network/calls.ts', "await import('@aws-sdk/client-ec2');"],
  ],
  'aws-loads-no-client': [
    ['src/aws/calls.ts', "import '@aws-sdk/client-iam';"],
    ['src/aws/typed.ts', "import type { User } from '@aws-sdk/client-iam';"],
  ],
  'services-load-their-own-client': [
    ['src/services/ec2/calls.ts', "await import('@aws-sdk/client-iam');"],
    ['src/services/identity-center/calls.ts', "await import('@aws-sdk/client-iam');"],
    ['src/services/s3.ts', "import '@smithy/core';"],
  ],
  'accounts-take-credentials-from-the-sdk': [['src/accounts/calls.ts', "import '@aws-sdk/client-iam';"]],
  'policy-and-network-are-pure': [
    ['src/policy/reads.ts', "import '../services/iam/account.ts';"],
    ['src/policy/looks-aside.ts', "import '../network/internet.ts';"],
    ['src/network/looks-aside.ts', "import '../policy/language/pattern.ts';"],
  ],
  'event-patterns-are-pure': [
    ['src/event-patterns/reads.ts', "import '../services/iam/account.ts';"],
    ['src/event-patterns/looks-aside.ts', "import '../policy/language/pattern.ts';"],
    ['src/event-patterns/typed.ts', "import type { User } from '@aws-sdk/client-iam';"],
  ],
  'event-patterns-do-no-io': [['src/event-patterns/opens-files.ts', "import 'node:fs';"]],
  'policy-and-network-do-no-io': [['src/policy/opens-files.ts', "import 'node:fs';"]],
  'aws-knows-no-service': [
    ['src/aws/knows-service.ts', "import '../services/iam/account.ts';"],
    ['src/aws/knows-account.ts', "import '../accounts/connect.ts';"],
  ],
  'secrets-are-pure': [['src/secrets/redacts.ts', "import '../aws/tape.ts';"]],
  'secrets-do-no-io': [['src/secrets/opens-files.ts', "import 'node:fs';"]],
  'secrets-are-found-in-one-place': [
    ['src/aws/finds.ts', "import '@secretlint/secretlint-rule-preset-recommend';"],
  ],
  'services-stand-on-aws-and-pure-layers': [
    ['src/services/iam/looks-inside.ts', "import '../../event-patterns/coverage.ts';"],
    ['src/services/iam/judges.ts', "import '../../rule/rule.ts';"],
    ['src/services/sts.ts', "import '../accounts/connect.ts';"],
  ],
  'accounts-ask-few-services': [
    ['src/accounts/asks.ts', "import '../services/accessanalyzer.ts';"],
    ['src/accounts/scans.ts', "import '../engine/scan-account.ts';"],
  ],
  'rule-vocabulary-stands-on-readers': [
    ['src/rule/records.ts', "import '../aws/tape.ts';"],
    ['src/rule/reads.ts', "import '../services/iam/index.ts';"],
  ],
  'finding-stands-on-rule': [['src/finding/runs.ts', "import '../engine/scan-account.ts';"]],
  'engine-runs-rules': [
    ['src/engine/records.ts', "import '../aws/tape.ts';"],
    ['src/engine/reads.ts', "import '../services/iam/index.ts';"],
    ['src/engine/chooses.ts', "import '../../rules/iam/_passwords.ts';"],
  ],
  'report-and-gate-stand-on-finding': [
    ['src/report/runs.ts', "import '../engine/scan-account.ts';"],
    ['src/report/judges.ts', "import '../gate/gate.ts';"],
    ['src/gate/words.ts', "import '../report/content/wording.ts';"],
  ],
  'notification-and-assistant-stand-on-finding': [
    ['src/notification/judges.ts', "import '../gate/gate.ts';"],
    ['src/assistant/asks.ts', "import '../engine/scan-account.ts';"],
    ['src/assistant/copies.ts', "import '../report/json.ts';"],
  ],
  'formats-share-only-content': [
    ['src/report/table/copies.ts', "import '../json.ts';"],
    ['src/report/content/copies.ts', "import '../json.ts';"],
  ],
  'pages-run-in-a-browser': [
    ['src/report/html/page/reads.ts', "import 'node:fs';"],
    ['src/report/html/page/writes.ts', "import '../marks.ts';"],
    ['src/report/html/page/draws.ts', "import 'chalk';"],
  ],
  'config-stands-on-rule-and-finding': [['src/config/runs.ts', "import '../engine/scan-account.ts';"]],
  'nothing-imports-the-command-line': [['test/engine/end-to-end.ts', "import '../../src/cli/main.ts';"]],
  'only-the-command-line-touches-the-process': [
    ['src/accounts/asks-people.ts', "import 'node:readline/promises';"],
    ['src/aws/environment.ts', "import 'node:process';"],
  ],
  'colours-and-tables-live-in-report': [
    ['src/gate/coloured.ts', "import 'chalk';"],
    ['src/engine/table.ts', "import 'cli-table3';"],
  ],
  'product-does-not-need-its-tests': [
    ['src/engine/tries.ts', "import '../../test/support/session.ts';"],
    ['.scripts/tries.js', "import '../test/support/session.ts';"],
  ],
  'tests-lend-nothing': [['test/engine/borrows.ts', "import './scan.test.ts';"]],
  resolvable: [['src/engine/nowhere.ts', "import './no-such-file.ts';"]],
};

/** Files that keep to the layers where a rule is nearest to being broken. */
const KEEPS: Readonly<Record<string, readonly string[]>> = {
  'rules/iam/keeps.ts': [
    "import 'postern/rule';",
    "import 'postern/services/iam';",
    "import 'postern/services/guardduty';",
    "import 'postern/policy';",
    "import 'postern/network';",
    "import './_passwords.ts';",
  ],
  'src/accounts/keeps.ts': [
    "import '@aws-sdk/credential-providers';",
    "import '../services/ec2/regions.ts';",
    "import '../services/organizations/index.ts';",
  ],
  'src/engine/keeps.ts': [
    "import '../aws/reader.ts';",
    "import '../rule/rule.ts';",
    "import '../finding/report.ts';",
    "import '../services/organizations/index.ts';",
  ],
  'src/network/way-round.ts': ["import './circle.ts';"],
  'src/network/keeps.ts': ["import type { Vpc } from '@aws-sdk/client-ec2';", "import 'node:net';"],
  'src/aws/keeps.ts': ["import '../secrets/find-secrets.ts';"],
  'src/secrets/keeps.ts': ["import '@secretlint/secretlint-rule-preset-recommend';"],
  'src/policy/keeps.ts': ["import '../network/address-set.ts';"],
  'src/report/format.ts': ["import './json.ts';", "import './table/keeps.ts';"],
  'src/report/table/keeps.ts': ["import '../content/wording.ts';", "import 'chalk';"],
  'src/report/html/page/keeps.ts': [
    "import '../../content/wording.ts';",
    "import type { Report } from '../../../finding/report.ts';",
  ],
  'src/event-patterns/keeps.ts': ["import './coverage.ts';"],
  'src/services/iam/keeps.ts': ["import '../../event-patterns/index.ts';"],
  'src/services/guardduty/keeps.ts': [
    "import '@aws-sdk/client-guardduty';",
    "import '../iam/account.ts';",
    "import '../../secrets/find-secrets.ts';",
  ],
  'src/services/identity-center/keeps.ts': ["import '@aws-sdk/client-sso-admin';"],
  'test/cli/keeps.ts': ["import '../../src/cli/main.ts';", "import '@aws-sdk/client-iam';"],
};

const cruised = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** Writes the files, lets dependency-cruiser look at them by our rules, and tells the rules broken by each. */
async function rulesBroken(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const path of CONFIG) await copyFile(path, join(folder, path));
  const words = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...(await roots())];
  const bin = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout } = await run(process.execPath, [bin, ...words], { cwd: folder, maxBuffer: 2 ** 26 });
  const broken = new Map<string, string[]>();
  for (const { from, rule } of cruised.parse(JSON.parse(stdout)).summary.violations)
    broken.set(from, [...(broken.get(from) ?? []), rule.name]);
  return broken;
}

/** The folders that the lint step looks at. */
async function roots(): Promise<string[]> {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile('package.json', 'utf8')));
  return (
    /err-long ([^&]+)/
      .exec(scripts.lint ?? '')?.[1]
      ?.trim()
      .split(' ') ?? []
  );
}

describe('the layers', () => {
  let folder = '';
  let broken: ReadonlyMap<string, readonly string[]>;
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'postern-layers-')));
    broken = await rulesBroken(folder, {
      ...Object.fromEntries(FILES.map((path) => [path, 'export {};\n'])),
      ...Object.fromEntries(
        PACKAGES.flatMap((name) => [
          [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
          [`node_modules/${name}/index.js`, ''],
        ]),
      ),
      'bin/postern.js': '',
      'package.json': JSON.stringify({ name: 'postern', type: 'module' }),
      ...Object.fromEntries(Object.entries(KEEPS).map(([path, lines]) => [path, lines.join('\n')])),
      ...Object.fromEntries(Object.values(BREAKS).flat()),
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([...new Set(RULES)])('%s is held', (name) => {
    const files = BREAKS[name];
    if (files === undefined) throw new Error(`nothing here breaks ${name}: add a file to BREAKS that does`);
    expect(files.map(([path]) => [path, broken.get(path)])).toEqual(files.map(([path]) => [path, [name]]));
  });

  it.each(Object.keys(KEEPS).filter((path) => !path.includes('way-round')))(
    '%s may import what it does',
    (path) => {
      expect(broken.get(path)).toBeUndefined();
    },
  );

  it('are told of no rule that is not there', () => {
    expect(Object.keys(BREAKS).filter((name) => !RULES.includes(name))).toEqual([]);
  });
});
