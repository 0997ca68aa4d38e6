import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Report } from '../../src/finding/report.ts';
import { unknownVerdicts } from '../../src/finding/unknowns.ts';
import { type Moto, motoAvailable, startMoto } from '../support/moto.ts';
import { type BadlyKept, seedBadlyKept } from '../support/worlds/badly-kept.ts';
import { BADLY_KEPT_REGIONS } from '../support/worlds/services/service-world.ts';
import { seedWellKept } from '../support/worlds/well-kept.ts';
import { defaultRegions } from '../support/worlds/world.ts';
import { badlyKeptTable, nameIn } from './badly-kept-table.fixture.ts';
import { postern, type Run, reportOf, temporaryFolder } from './cli.fixture.ts';
import { expectSoundReport, idsOf, timeless } from './report-checks.fixture.ts';
import { stage } from './scene.fixture.ts';
import { namedInFindings, saidByRule, shortName } from './verdicts.fixture.ts';

describe.skipIf(!motoAvailable())('an account over the wire', { timeout: 120_000 }, () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto?.stop());

  describe('badly kept', () => {
    let world: BadlyKept;
    let first: Run;
    let report: Report;
    let again: Report;
    let replayed: Report;
    beforeAll(async () => {
      world = await seedBadlyKept(moto);
      await using scene = await stage(world, { upstream: moto.endpoint });
      const tape = join(temporaryFolder(), 'badly-kept.tape');
      const args = ['--include-passed', '--region', BADLY_KEPT_REGIONS.join(',')];
      first = await scene.postern(...args, '--format', 'json', '--record', tape);
      report = reportOf(first.stdout);
      ({ report: again } = await scene.report(...args));
      replayed = reportOf((await postern(['--replay', tape, '--format', 'json', '--include-passed'])).stdout);
      expect(await readFile(tape, 'utf8')).not.toContain('testing');
    });
    afterAll(() => moto.reset());

    it('fails the gate, and says so in one line', () => {
      expect(first.code).toBe(1);
      const grave = report.findings.filter(({ severity }) => severity.score >= 7).length;
      const doubtful = new Set(
        unknownVerdicts(report.unknowns)
          .filter(({ severity }) => severity.score >= 7)
          .map(({ ruleId }) => ruleId),
      );
      expect(first.stderr).toBe(
        `Failing (exit code 1): ${grave} findings at or above HIGH; ${doubtful.size} rules that could have failed could not be judged.\n`,
      );
    });

    it.each(Object.keys(rules))('%s', (ruleId) => {
      const {
        fails = [],
        passes = [],
        notApplicable = [],
        unknown = [],
      } = badlyKeptTable(world)[ruleId] ?? {};
      const inOrder = (names: readonly string[]) => [...names].sort();
      expect(saidByRule(report, nameIn(world)).get(ruleId)).toEqual({
        fails: inOrder(fails),
        passes: inOrder(passes),
        notApplicable: inOrder(notApplicable),
        unknown: inOrder(unknown),
      });
    });

    it('names every planted fault in a finding, once', () => {
      const planted = Object.values(badlyKeptTable(world)).flatMap(({ fails = [] }) => fails);
      expect(namedInFindings(report)).toEqual(idsOf(report));
      expect(idsOf(report)).toHaveLength(planted.length);
    });

    it('reports by the published schema, with an id for each finding', () => {
      expectSoundReport(report);
    });

    it('is judged the same by a second scan', () => {
      expect(timeless(again)).toEqual(timeless(report));
      expect(idsOf(again)).toEqual(idsOf(report));
    });

    it('is judged the same by a replay of its tape', () => {
      const { scan, ...judgement } = replayed;
      expect(scan.source).toBe('TAPE');
      // The moment that ages are judged by is on the tape, so nothing but the duration differs.
      expect({ ...judgement, scan: { ...scan, source: 'AWS', durationSeconds: 0 } }).toEqual({
        ...report,
        scan: { ...report.scan, durationSeconds: 0 },
      });
    });
  });

  describe('well kept', () => {
    afterEach(() => moto.reset());

    it.each([
      ['member', 'all Regions', defaultRegions],
      ['management', 'two Regions', ['eu-west-1', 'us-east-1']],
    ] as const)(
      '%s account passes in %s, no rule left without an answer',
      async (position, _all, regions) => {
        const world = await seedWellKept(moto, { position });
        await using scene = await stage(world, { upstream: moto.endpoint });
        const narrowed = regions === defaultRegions ? [] : ['--region', regions.join(',')];
        const { code, stderr, report } = await scene.report('--include-passed', ...narrowed);
        expect({ code, stderr }).toEqual({
          code: 0,
          stderr: 'Passing (exit code 0): no findings at or above HIGH.\n',
        });
        expectSoundReport(report);
        expect(report.scan.regions).toEqual([...regions].sort());
        expect(report.unknowns).toEqual([]);
        // A user to break the glass is there for the day on which Identity Center is not: the rules cannot know.
        const remaining = report.findings.map(({ ruleId, severity, resources: [resource] }) => [
          ruleId,
          severity.label,
          resource && shortName(resource),
        ]);
        expect(remaining).toEqual([
          ['iam/user-is-administrator', 'MEDIUM', 'break-glass'],
          ['iam/users-instead-of-identity-center', 'LOW', 'break-glass'],
        ]);
      },
    );
  });
});
