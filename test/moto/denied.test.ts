import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { actionsOfRule } from '../../src/engine/chosen-rule.ts';
import type { Report } from '../../src/finding/report.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { type Moto, motoAccountId, motoAvailable, startMoto } from '../support/moto.ts';
import { seedBadlyKept } from '../support/worlds/badly-kept.ts';
import { seedDenied } from '../support/worlds/denied.ts';
import { seedWellKept } from '../support/worlds/well-kept.ts';
import type { World } from '../support/worlds/world.ts';
import { expectSoundReport } from './report-checks.fixture.ts';
import { stage } from './scene.fixture.ts';

/** Denied to the auditor, and where Postern asks for it. */
const DENIED: Readonly<Record<string, readonly string[]>> = {
  'iam:GetAccountSummary': ['us-east-1'],
  'ec2:DescribeSecurityGroups': ['eu-west-1', 'us-east-1'],
};
const REGIONS = ['--region', 'eu-west-1,us-east-1'];

const everyAction = Object.values(rules).flatMap(actionsOfRule);
const allowed = [...new Set(everyAction)].filter((action) => !(action in DENIED));

/** The denied actions that a rule cannot judge without. */
function missingOf(rule: Rule): readonly string[] {
  return Object.keys(DENIED).filter((action) =>
    Object.values(rule.reads).some(
      ({ actions, optionalActions }) => actions.includes(action) && !optionalActions.includes(action),
    ),
  );
}

/** The badly kept account has a policy that nobody could read, and the auditor is newer than the credential report. */
function isOfAccount({ reason }: Report['unknowns'][number]): boolean {
  return reason.includes('is not JSON') || reason === 'the user is newer than the credential report';
}

function expectUnknownWhereDenied(report: Report): void {
  for (const [ruleId, rule] of Object.entries(rules)) {
    const missing = report.unknowns
      .filter((unknown) => unknown.ruleId === ruleId)
      .flatMap(({ missingPermissions }) => missingPermissions);
    const expected = missingOf(rule).flatMap((action) =>
      (DENIED[action] ?? []).map((region) => ({
        action,
        accountId: motoAccountId,
        region,
        deniedBy: 'identity-based policy',
      })),
    );
    const inOrder = [...missing].sort((a, b) => a.region.localeCompare(b.region));
    expect({ ruleId, missing: inOrder }).toEqual({ ruleId, missing: expected });
    const counts = report.rules.find((result) => result.ruleId === ruleId)?.counts;
    const scopesWithout = rule.scope === 'region' ? 2 : 1;
    const ofAccount = report.unknowns.filter((unknown) => isOfAccount(unknown) && unknown.ruleId === ruleId);
    expect({ ruleId, unknown: counts?.unknown }).toEqual({
      ruleId,
      unknown: ofAccount.length + (expected.length === 0 ? 0 : scopesWithout),
    });
    if (expected.length > 0) {
      expect({ ruleId, judged: (counts?.passed ?? 0) + (counts?.failed ?? 0) }).toEqual({
        ruleId,
        judged: 0,
      });
    }
  }
}

describe.skipIf(!motoAvailable())('a role that may not read everything', { timeout: 120_000 }, () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterEach(() => moto.reset());
  afterAll(() => moto?.stop());

  const stageDenied = async (world: World) => {
    const auditor = await seedDenied(moto, allowed);
    return stage(
      { ...world, credentials: auditor.credentials },
      { upstream: moto.endpoint, before: [auditor.answers] },
    );
  };

  it('leaves unknown what it cannot read, judges all else, and does not pass', async () => {
    await using scene = await stageDenied(await seedWellKept(moto, { position: 'management' }));
    const { code, stderr, report } = await scene.report(...REGIONS);
    expectSoundReport(report);
    expectUnknownWhereDenied(report);
    const grave = new Set(
      report.unknowns.filter(({ severity }) => severity.score >= 7).map(({ ruleId }) => ruleId),
    );
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: `Incomplete: ${grave.size} rules that could have failed could not be judged. The report says what stood in the way; --allow-incomplete lets it pass.\n`,
    });

    const table = await scene.postern(...REGIONS, '--allow-incomplete');
    expect(table.code).toBe(0);
    for (const action of Object.keys(DENIED)) expect(table.stdout).toContain(action);
  });

  it('fails for a grave finding, whatever else is unknown', async () => {
    await using scene = await stageDenied(await seedBadlyKept(moto));
    const { code, stderr, report } = await scene.report(...REGIONS);
    expectUnknownWhereDenied(report);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Failing: \d+ findings at or above HIGH; \d+ rules that could have failed could not be judged\.\n$/,
    );
    expect((await scene.postern(...REGIONS, '--allow-incomplete')).code).toBe(1);
  });
});
