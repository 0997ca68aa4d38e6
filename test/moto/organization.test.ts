import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { type Moto, motoAccountId, motoAvailable, startMoto } from '../support/moto.ts';
import { seedDelegatedAdministrator } from '../support/worlds/delegated-administrator.ts';
import { noDelegatedServices } from '../support/worlds/member-answers.ts';
import { type Organization, seedOrganization } from '../support/worlds/organization.ts';
import type { World } from '../support/worlds/world.ts';
import { expectSoundReport } from './report-checks.fixture.ts';
import { stage } from './scene.fixture.ts';
import { saidByRule, shortName } from './verdicts.fixture.ts';

describe.skipIf(!motoAvailable())('an organization over the wire', { timeout: 120_000 }, () => {
  let moto: Moto;
  let organization: Organization;
  beforeAll(async () => {
    moto = await startMoto();
    organization = await seedOrganization(moto);
  });
  afterAll(() => moto?.stop());

  const scan = async (world: Pick<World, 'credentials' | 'answers'>) => {
    await using scene = await stage(world, { upstream: moto.endpoint });
    const run = await scene.report(
      '--include-passed',
      '--service',
      'account,organizations',
      '--region',
      'us-east-1',
    );
    expectSoundReport(run.report);
    return run;
  };

  const expectOrganizationJudged = (report: Report) => {
    const { accounts, units, policies } = organization;
    const { production, root, ...others } = accounts;
    const said = saidByRule(report, ({ resource }) =>
      resource === undefined
        ? 'scope'
        : resource.type === 'AwsAccount'
          ? (/\d{12}/.exec(resource.id)?.[0] ?? resource.id)
          : shortName(resource),
    );
    const row = (fails: readonly string[], passes: readonly string[]) => ({
      fails: [...fails].sort(),
      passes: [...passes].sort(),
      notApplicable: [],
      unknown: [],
    });
    const members = Object.values(accounts).flat();
    const attached = [policies.restricting, ...policies.many];
    expect(Object.fromEntries([...said].filter(([ruleId]) => ruleId.startsWith('organizations/')))).toEqual({
      'organizations/account-outside-ou': row(
        root,
        members.filter((id) => !root.includes(id)),
      ),
      'organizations/account-without-scp': row([...root, ...Object.values(others).flat()], production),
      'organizations/ou-unused': row(
        [units.empty],
        Object.values(units).filter((id) => id !== units.empty),
      ),
      'organizations/ou-without-scp': row(
        Object.values(units).filter((id) => id !== units.production),
        [units.production],
      ),
      'organizations/scp-disabled': row([], [organization.organizationId]),
      'organizations/scp-unattached': row([policies.unattached], attached),
    });
    const owners = report.rules
      .filter(({ ruleId }) => ruleId.startsWith('organizations/'))
      .flatMap(({ scopes }) => scopes.map(({ accountId }) => accountId));
    expect(new Set(owners)).toEqual(new Set([organization.accountId]));
  };

  it('judged from its management account: accounts and OUs that no SCP restricts fail', async () => {
    const { code, report } = await scan(organization);
    expect(code).toBe(1);
    expectOrganizationJudged(report);
  });

  it('judged the same by a delegated administrator, under the account that owns it', async () => {
    const { code, report } = await scan(await seedDelegatedAdministrator(moto, organization));
    expect(code).toBe(1);
    expectOrganizationJudged(report);
    expect(report.scan.accounts.map(({ accountId }) => accountId)).toEqual([organization.member.accountId]);
  });

  it('not judged by a member account, which is told who could', async () => {
    const answers = { ...organization.answers, ...noDelegatedServices };
    const { code, stderr, report } = await scan({ ...organization.member, answers });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Passing (exit code 0): no findings at or above HIGH.\n',
    });
    const reasons = new Map(report.notApplicable.map(({ ruleId, reason }) => [ruleId, reason]));
    const ofOrganizations = report.rules.filter(({ ruleId }) => ruleId.startsWith('organizations/'));
    expect(ofOrganizations.length).toBeGreaterThan(0);
    for (const { ruleId, counts } of ofOrganizations) {
      expect({ ruleId, counts }).toEqual({
        ruleId,
        counts: { passed: 0, failed: 0, unknown: 0, notApplicable: 1 },
      });
      expect(reasons.get(ruleId)).toContain(motoAccountId);
    }
  });
});
