import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/new-accounts-not-enrolled.ts';
import { judge } from '../../support/judge.ts';
import { detectorOf, ELSEWHERE } from './readings.fixture.ts';

const detector = detectorOf();

describe('guardduty/new-accounts-not-enrolled', () => {
  it.each([
    ['ALL', { status: 'pass' }],
    ['NEW', { status: 'fail', severity: { score: 3 } }],
    [
      'NONE',
      { status: 'fail', commands: [expect.stringContaining('--auto-enable-organization-members ALL')] },
    ],
  ] as const)('%s', (autoEnable, verdict) => {
    expect(judge(rule, { detector, standing: { kind: 'administrator' }, autoEnable })).toMatchObject([
      verdict,
    ]);
  });

  it.each(ELSEWHERE)('is not applicable %s, and says who could tell', (_case, standing, who) => {
    expect(judge(rule, { detector, standing, autoEnable: undefined })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining(who) },
    ]);
  });
});
