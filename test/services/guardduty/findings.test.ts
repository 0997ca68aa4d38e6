import { afterEach, describe, expect, it, vi } from 'vitest';
import { activeFindings } from '../../../src/services/guardduty/findings.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer, Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { detectors, on } from './answers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const idsOf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `f${from + index}`);

const NONE = { findings: [], unread: undefined };

/** Findings of a detector, listed as many a page as asked for; their ids say how severe they are: `8-1`. */
const detected = (ids: readonly string[]): Answers => ({
  'guardduty:ListFindings': (call) => {
    const from = Number(textParam(call, 'nextToken') || 0);
    const size = Number(textParam(call, 'maxResults'));
    return success(call, {
      findingIds: ids.slice(from, from + size),
      nextToken: from + size < ids.length ? String(from + size) : '',
    });
  },
  'guardduty:GetFindings': (call) => {
    const asked = Array.isArray(call.params.findingIds) ? call.params.findingIds.map(String) : [];
    return success(call, {
      findings: asked.map((id) => ({
        id,
        arn: `arn:${id}`,
        type: 'Recon:EC2/Portscan',
        severity: Number.parseFloat(id),
      })),
    });
  },
});

describe('activeFindings', () => {
  it('asks for the own unarchived findings that matter, the most severe first, page by page, fifty details a call', async () => {
    const asked: unknown[] = [];
    const answers = detected(idsOf(0, 53));
    await using scan = await stubbedPlace({
      ...on,
      ...answers,
      'guardduty:ListFindings': (call, upstream) => {
        asked.push([call.params.findingCriteria, call.params.sortCriteria]);
        return answers['guardduty:ListFindings']?.(call, upstream);
      },
    });
    const { findings, unread } = await activeFindings(scan.place);
    expect(findings.map(({ Id }) => Id)).toEqual(idsOf(0, 53));
    expect(unread).toBeUndefined();
    expect(scan.calls().filter((operation) => operation === 'GetFindings')).toHaveLength(2);
    expect(asked[0]).toEqual([
      {
        criterion: {
          accountId: { equals: ['111122223333'] },
          'service.archived': { equals: ['false'] },
          severity: { greaterThanOrEqual: 4 },
        },
      },
      { attributeName: 'severity', orderBy: 'DESC' },
    ]);
  });

  it('asks for no details when there are no findings, and for nothing without a detector', async () => {
    await using without = await stubbedPlace({ 'guardduty:ListDetectors': detectors() });
    expect(await activeFindings(without.place)).toEqual(NONE);
    await using none = await stubbedPlace({
      ...on,
      'guardduty:ListFindings': (call) => success(call, { findingIds: [] }),
    });
    expect(await activeFindings(none.place)).toEqual(NONE);
    expect(none.calls()).toEqual(['ListDetectors', 'GetDetector', 'ListFindings']);
  });

  it('fails when the details are denied', async () => {
    await using scan = await stubbedPlace({
      ...on,
      'guardduty:ListFindings': (call) => success(call, { findingIds: ['f1'] }),
      'guardduty:GetFindings': denied(),
    });
    await expect(activeFindings(scan.place)).rejects.toMatchObject({ action: 'guardduty:GetFindings' });
  });

  describe('of a thousand and more', () => {
    const many = [...Array(400).fill('8'), ...Array(900).fill('5')].map(
      (severity, index) => `${severity}.0-${index}`,
    );
    const statistics: Answerer = (call) =>
      success(call, {
        findingStatistics: {
          groupedBySeverity: [
            { severity: 8, totalFindings: 400 },
            { severity: 5, totalFindings: 900 },
          ],
        },
      });

    it('reads the first thousand and counts the rest by severity', async () => {
      await using scan = await stubbedPlace({
        ...on,
        ...detected(many),
        'guardduty:GetFindingsStatistics': statistics,
      });
      const { findings, unread } = await activeFindings(scan.place);
      expect(findings).toHaveLength(1000);
      expect(unread).toEqual({ ok: true, value: [{ severity: 5, count: 300 }] });
      const calls = scan.calls();
      expect(calls.filter((operation) => operation === 'ListFindings')).toHaveLength(20);
      expect(calls.filter((operation) => operation === 'GetFindings')).toHaveLength(20);
    });

    it('counts nothing where a thousand are all that there is', async () => {
      await using scan = await stubbedPlace({ ...on, ...detected(many.slice(0, 1000)) });
      expect((await activeFindings(scan.place)).unread).toBeUndefined();
      expect(scan.calls()).not.toContain('GetFindingsStatistics');
    });

    it('keeps what was read where the rest may not be counted', async () => {
      await using scan = await stubbedPlace({
        ...on,
        ...detected(many),
        'guardduty:GetFindingsStatistics': denied(),
      });
      expect(await activeFindings(scan.place)).toMatchObject({
        findings: { length: 1000 },
        unread: { ok: false, error: { action: 'guardduty:GetFindingsStatistics' } },
      });
    });
  });
});
