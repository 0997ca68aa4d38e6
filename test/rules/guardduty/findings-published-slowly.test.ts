import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/findings-published-slowly.ts';
import { judge } from '../../support/judge.ts';
import { deniedTo, detectorOf, NOBODY, NOT_RUNNING, SOMEBODY } from './readings.fixture.ts';

const frequency = (FindingPublishingFrequency: 'FIFTEEN_MINUTES' | 'ONE_HOUR' | 'SIX_HOURS' | undefined) =>
  detectorOf({ FindingPublishingFrequency });

describe('guardduty/findings-published-slowly', () => {
  it.each([
    ['FIFTEEN_MINUTES', 'pass'],
    ['ONE_HOUR', 'fail'],
    ['SIX_HOURS', 'fail'],
    [undefined, 'unknown'],
  ] as const)('%s: %s', (often, status) => {
    expect(judge(rule, { detector: frequency(often), administrator: NOBODY })).toMatchObject([{ status }]);
  });

  it('gives no command to a member, whose administrator alone can change it', () => {
    expect(judge(rule, { detector: frequency('SIX_HOURS'), administrator: SOMEBODY })).toMatchObject([
      { status: 'fail', commands: [], evidence: { Administrator: '999988887777' } },
    ]);
  });

  it('gives it where AWS does not say whether there is an administrator', () => {
    const administrator = { ok: false, error: deniedTo('guardduty:GetAdministratorAccount') } as const;
    expect(judge(rule, { detector: frequency('SIX_HOURS'), administrator })).toMatchObject([
      { commands: [expect.stringContaining('--finding-publishing-frequency FIFTEEN_MINUTES')] },
    ]);
  });

  it.each(NOT_RUNNING)('leaves %s to guardduty/disabled', (_case, found) => {
    expect(judge(rule, { detector: found, administrator: NOBODY })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('guardduty/disabled') },
    ]);
  });
});
