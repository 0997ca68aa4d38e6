import { afterEach, describe, expect, it, vi } from 'vitest';
import { assuranceReports } from '../../../src/services/artifact/reports.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { type Call, failure, success } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

describe('assuranceReports', () => {
  it('tell whose they are, what of and from when to when', async () => {
    await using scan = await stubbedPlace({
      'artifact:ListReports': (call) =>
        success(call, {
          reports: [
            {
              name: 'SOC 2 Report',
              companyName: 'Amazon Web Services',
              state: 'PUBLISHED',
              version: 1,
              periodStart: '2026-01-01T00:00:00Z',
              periodEnd: '2026-06-30T00:00:00Z',
              uploadState: 'COMPLETE',
            },
          ],
        }),
    });
    expect(await assuranceReports(scan.place)).toEqual([
      {
        name: 'SOC 2 Report',
        companyName: 'Amazon Web Services',
        state: 'PUBLISHED',
        version: 1,
        periodStart: new Date('2026-01-01T00:00:00Z'),
        periodEnd: new Date('2026-06-30T00:00:00Z'),
      },
    ]);
  });

  it('fail where they are denied, by the action of IAM', async () => {
    await using scan = await stubbedPlace({ 'artifact:ListReports': denied() });
    await expect(assuranceReports(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'artifact:ListReports',
      deniedBy: 'identity-based policy',
      region: 'us-east-1',
    });
  });

  it.each([
    ['without the list', (call: Call) => success(call, {}), "AWS's answer says nothing|lacks reports"],
    [
      'a report without a name',
      (call: Call) => success(call, { reports: [{ state: 'PUBLISHED' }] }),
      'without name',
    ],
    ['no answer of AWS', () => ({ body: '<html>Sign in</html>' }), 'no answer of AWS'],
  ])('fail where the answer is damaged: %s', async (_case, answer, sentence) => {
    await using scan = await stubbedPlace({ 'artifact:ListReports': answer });
    await expect(assuranceReports(scan.place)).rejects.toThrow(new RegExp(sentence));
  });

  it('are asked for again when AWS throttles', async () => {
    let calls = 0;
    await using scan = await stubbedPlace({
      'artifact:ListReports': (call) => {
        calls += 1;
        return calls < 3
          ? failure(call, { code: 'ThrottlingException', message: 'Rate exceeded', status: 429 })
          : success(call, { reports: [] });
      },
    });
    expect(await assuranceReports(scan.place)).toEqual([]);
    expect(calls).toBe(3);
  });
});
