import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  activeFindings,
  exploitableFindings,
  knownExploited,
} from '../../../src/services/inspector/findings.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer, Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { OWN, off, on } from './answers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const arnOf = (number: number) =>
  `arn:aws:inspector2:eu-west-1:${OWN}:finding/${number.toString(16).padStart(32, '0')}`;

/** So many findings, the first `critical` of them CRITICAL, the others HIGH; each on a CVE of its own, unless told. */
const findings =
  (count: number, { critical = 0, cveOf = (number: number) => `CVE-${number}` } = {}): Answerer =>
  (call) => {
    const from = Number(textParam(call, 'nextToken') ?? 0);
    const to = Math.min(count, from + Number(textParam(call, 'maxResults')));
    return success(call, {
      findings: Array.from({ length: to - from }, (_, index) => ({
        findingArn: arnOf(from + index),
        awsAccountId: OWN,
        type: 'PACKAGE_VULNERABILITY',
        severity: from + index < critical ? 'CRITICAL' : 'HIGH',
        status: 'ACTIVE',
        resources: [],
        packageVulnerabilityDetails: { vulnerabilityId: cveOf(from + index), source: 'NVD' },
      })),
      nextToken: to < count ? String(to) : undefined,
    });
  };

/** Some where an exploit is asked for, none else; or the other way round. */
const findingsWith = ({ active, exploitable }: { active: Answerer; exploitable: Answerer }): Answers => ({
  ...on,
  'inspector2:ListFindings': (call, upstream) =>
    JSON.stringify(call.params).includes('exploitAvailable')
      ? exploitable(call, upstream)
      : active(call, upstream),
});

const none = findings(0);

describe('activeFindings', () => {
  it('asks for the own active ones that matter, the most severe first, from all pages', async () => {
    const asked: unknown[] = [];
    await using account = await stubbedPlace({
      ...on,
      'inspector2:ListFindings': (call, upstream) => {
        asked.push([call.params.filterCriteria, call.params.sortCriteria]);
        return findings(101)(call, upstream);
      },
    });
    const { findings: found, unread } = await activeFindings(account.place);
    expect([found.length, unread]).toEqual([101, undefined]);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toEqual([
      {
        awsAccountId: [{ comparison: 'EQUALS', value: OWN }],
        findingStatus: [{ comparison: 'EQUALS', value: 'ACTIVE' }],
        severity: ['CRITICAL', 'HIGH', 'MEDIUM'].map((value) => ({ comparison: 'EQUALS', value })),
      },
      { field: 'SEVERITY', sortOrder: 'DESC' },
    ]);
  });

  describe('of a thousand and more', () => {
    const counts: Answerer = (call) =>
      success(call, {
        aggregationType: 'ACCOUNT',
        responses: [
          {
            accountAggregation: {
              accountId: OWN,
              severityCounts: { all: 40_000, critical: 700, high: 9_300, medium: 20_000 },
            },
          },
        ],
      });
    const many: Answers = { ...on, 'inspector2:ListFindings': findings(30_000, { critical: 700 }) };

    it('reads the first thousand in ten calls and counts the rest by severity', async () => {
      await using account = await stubbedPlace({ ...many, 'inspector2:ListFindingAggregations': counts });
      const { findings: found, unread } = await activeFindings(account.place);
      expect(found).toHaveLength(1000);
      expect(unread).toEqual({ ok: true, value: { CRITICAL: 0, HIGH: 9000, MEDIUM: 20_000 } });
      expect(account.calls().filter((operation) => operation === 'ListFindings')).toHaveLength(10);
    });

    it.each<[string, Answerer, string]>([
      ['may not be counted', denied(), 'denied'],
      ['are not counted', (call) => success(call, { aggregationType: 'ACCOUNT', responses: [] }), 'failed'],
    ])('keeps what was read where the rest %s', async (_case, answer, kind) => {
      await using account = await stubbedPlace({ ...many, 'inspector2:ListFindingAggregations': answer });
      expect(await activeFindings(account.place)).toMatchObject({
        findings: { length: 1000 },
        unread: { ok: false, error: { kind } },
      });
    });
  });

  it('asks for nothing where Inspector is off', async () => {
    await using account = await stubbedPlace(off);
    expect(await activeFindings(account.place)).toEqual({ findings: [], unread: undefined });
    expect(await exploitableFindings(account.place)).toEqual({ findings: [], more: false });
    expect(account.calls()).toEqual(['BatchGetAccountStatus']);
  });

  it('fails where it is denied', async () => {
    await using account = await stubbedPlace({ ...on, 'inspector2:ListFindings': denied() });
    await expect(activeFindings(account.place)).rejects.toMatchObject({ action: 'inspector2:ListFindings' });
    await expect(exploitableFindings(account.place)).rejects.toMatchObject({ kind: 'denied' });
  });
});

describe('exploitableFindings', () => {
  it.each([
    [3, false],
    [1001, true],
  ])('of %s, more: %s', async (count, more) => {
    await using account = await stubbedPlace(findingsWith({ active: none, exploitable: findings(count) }));
    const answer = await exploitableFindings(account.place);
    expect([answer.findings.length, answer.more]).toEqual([Math.min(count, 1000), more]);
  });
});

describe('knownExploited', () => {
  const details =
    (answer: (arns: readonly string[]) => Parameters<typeof success>[1]): Answerer =>
    (call) =>
      success(
        call,
        answer(Array.isArray(call.params.findingArns) ? call.params.findingArns.map(String) : []),
      );
  const dateAdded = Date.UTC(2026, 9, 1) / 1000;
  const onlyFirst = details((arns) => ({
    findingDetails: arns.map((findingArn) => ({
      findingArn,
      cisaData: findingArn === arnOf(0) ? { dateAdded, action: 'Update.' } : undefined,
    })),
    errors: [],
  }));

  it('asks once for each vulnerability, ten a call, and knows those in the catalogue', async () => {
    const answers = findingsWith({
      active: findings(40, { cveOf: (number) => `CVE-${number % 20}` }),
      exploitable: findings(25),
    });
    const batches: number[] = [];
    await using account = await stubbedPlace({
      ...answers,
      'inspector2:BatchGetFindingDetails': (call, upstream) => {
        batches.push(Array.isArray(call.params.findingArns) ? call.params.findingArns.length : 0);
        return onlyFirst(call, upstream);
      },
    });
    expect(await knownExploited(account.place)).toEqual({
      entries: new Map([['CVE-0', { dateAdded: new Date('2026-10-01T00:00:00Z'), action: 'Update.' }]]),
      unread: undefined,
    });
    expect(batches).toEqual([10, 10, 5]);
  });

  it('takes details that there are none of for an answer', async () => {
    const missing = details((arns) => ({
      findingDetails: [],
      errors: arns.map((findingArn) => ({
        findingArn,
        errorCode: 'FINDING_DETAILS_NOT_FOUND',
        errorMessage: 'none',
      })),
    }));
    await using account = await stubbedPlace({
      ...findingsWith({ active: findings(1), exploitable: none }),
      'inspector2:BatchGetFindingDetails': missing,
    });
    expect(await knownExploited(account.place)).toEqual({ entries: new Map(), unread: undefined });
  });

  it.each<[string, Answerer, string]>([
    ['is denied', denied(), 'denied'],
    [
      'fails for one of them',
      details((arns) => ({
        findingDetails: [],
        errors: arns.map((findingArn) => ({ findingArn, errorCode: 'INTERNAL_ERROR', errorMessage: 'no' })),
      })),
      'failed',
    ],
    ['comes without its list', details(() => ({})), 'failed'],
  ])('says what it could not ask about where the answer %s', async (_case, answer, kind) => {
    await using account = await stubbedPlace({
      ...findingsWith({ active: findings(2), exploitable: none }),
      'inspector2:BatchGetFindingDetails': answer,
    });
    expect(await knownExploited(account.place)).toMatchObject({
      unread: {
        vulnerabilities: new Set(['CVE-0', 'CVE-1']),
        error: { kind, action: 'inspector2:BatchGetFindingDetails' },
      },
    });
  });

  it('asks nobody where there is nothing to ask about', async () => {
    await using account = await stubbedPlace(findingsWith({ active: none, exploitable: none }));
    expect(await knownExploited(account.place)).toEqual({ entries: new Map(), unread: undefined });
    expect(account.calls()).not.toContain('BatchGetFindingDetails');
  });
});
