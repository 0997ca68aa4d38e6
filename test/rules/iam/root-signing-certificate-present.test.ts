import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/root-signing-certificate-present.ts';
import { judge, statuses } from '../../support/judge.ts';
import { rootOf } from './readings.fixture.ts';

describe('iam/root-signing-certificate-present', () => {
  it.each([
    [0, 'pass'],
    [1, 'fail'],
    [undefined, 'unknown'],
  ])('AccountSigningCertificatesPresent %s: %s', (AccountSigningCertificatesPresent, status) => {
    expect(judge(rule, { root: rootOf({ AccountSigningCertificatesPresent }) })).toMatchObject([
      status === 'unknown' ? { status } : { status, evidence: { AccountSigningCertificatesPresent } },
    ]);
  });

  it.each([
    ['aws-cn', 'notApplicable'],
    ['aws-us-gov', 'fail'],
  ])('in %s: %s', (partition, status) => {
    const verdicts = judge(
      rule,
      { root: rootOf({ AccountSigningCertificatesPresent: 1 }) },
      { account: { partition } },
    );
    expect(statuses(verdicts)).toEqual([status]);
  });
});
