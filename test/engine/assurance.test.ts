import { afterEach, describe, expect, it, vi } from 'vitest';
import { assuranceOf } from '../../src/engine/assurance.ts';
import { customerAgreements, optionalAssuranceReports } from '../../src/services/artifact/index.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answers } from '../support/stub.ts';
import { success } from '../support/wire.ts';
import { chosen } from './rules.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const RULE = chosen('artifact/a', {
  reads: { agreements: customerAgreements, reports: optionalAssuranceReports },
});

const ARTIFACT: Answers = {
  'artifact:ListCustomerAgreements': (call) =>
    success(call, {
      customerAgreements: [{ name: 'Addendum', state: 'ACTIVE', effectiveStart: '2025-03-01T00:00:00Z' }],
    }),
  'artifact:ListReports': (call) =>
    success(call, {
      reports: [
        {
          name: 'SOC 2',
          companyName: 'Amazon Web Services',
          state: 'PUBLISHED',
          periodStart: '2025-10-01T00:00:00Z',
          periodEnd: '2026-09-30T00:00:00Z',
        },
        { name: 'ISO 27001' },
      ],
    }),
};

const agreements = [{ title: 'Addendum', state: 'ACTIVE', effectiveStart: '2025-03-01T00:00:00.000Z' }];
const reports = [
  {
    title: 'SOC 2',
    company: 'Amazon Web Services',
    state: 'PUBLISHED',
    periodStart: '2025-10-01T00:00:00.000Z',
    periodEnd: '2026-09-30T00:00:00.000Z',
  },
  { title: 'ISO 27001' },
];

describe('assuranceOf', () => {
  it('lists what a rule read, by title, period and state, and asks nothing again', async () => {
    await using scan = await stubbedPlace(ARTIFACT);
    await Promise.all([customerAgreements(scan.place), optionalAssuranceReports(scan.place)]);
    expect(await assuranceOf(scan.place.session, [RULE])).toEqual({ agreements, reports });
    expect(scan.calls()).toHaveLength(2);
  });

  it('is nothing where no rule asks for it', async () => {
    await using scan = await stubbedPlace({});
    expect(await assuranceOf(scan.place.session, [chosen('iam/a')])).toBeUndefined();
    expect(scan.calls()).toEqual([]);
  });

  it.each<[string, Answers, unknown]>([
    ['the reports', { 'artifact:ListReports': denied() }, { agreements }],
    ['the agreements', { 'artifact:ListCustomerAgreements': denied() }, { reports }],
    ['both', { 'artifact:ListReports': denied(), 'artifact:ListCustomerAgreements': denied() }, undefined],
  ])('leaves out what AWS did not tell: %s', async (_case, answers, expected) => {
    await using scan = await stubbedPlace({ ...ARTIFACT, ...answers });
    expect(await assuranceOf(scan.place.session, [RULE])).toEqual(expected);
  });
});
