import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/root-signing-certificate-present.ts';
import { judge } from '../../support/judge.ts';
import { casesOfRoot, rootOf } from './readings.fixture.ts';

describe('iam/root-signing-certificate-present', () => {
  it.each(casesOfRoot('AccountSigningCertificatesPresent'))('%s', (_case, root, partition, verdict) => {
    expect(judge(rule, { root }, { account: { partition } })).toMatchObject([verdict]);
  });

  it.each([
    [2, { description: 'Root has an X.509 signing certificate.' }],
    [undefined, { reason: 'AWS did not say whether root has a signing certificate' }],
  ])('says what it is about, with a count of %s', (AccountSigningCertificatesPresent, words) => {
    expect(judge(rule, { root: rootOf({ AccountSigningCertificatesPresent }) })).toMatchObject([words]);
  });
});
