import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/root-access-key-present.ts';
import { judge, statuses } from '../../support/judge.ts';
import { rootOf } from './readings.fixture.ts';

describe('iam/root-access-key-present', () => {
  it.each([
    [0, 'pass'],
    [1, 'fail'],
    [undefined, 'unknown'],
  ])('AccountAccessKeysPresent %s: %s', (AccountAccessKeysPresent, status) => {
    expect(judge(rule, { root: rootOf({ AccountAccessKeysPresent }) })).toMatchObject([
      status === 'unknown' ? { status } : { status, evidence: { AccountAccessKeysPresent } },
    ]);
  });

  it.each([
    ['aws-cn', 'notApplicable'],
    ['aws-us-gov', 'fail'],
  ])('in %s: %s', (partition, status) => {
    const verdicts = judge(
      rule,
      { root: rootOf({ AccountAccessKeysPresent: 1 }) },
      { account: { partition } },
    );
    expect(statuses(verdicts)).toEqual([status]);
  });
});
