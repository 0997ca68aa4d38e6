import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/root-access-key-present.ts';
import { judge } from '../../support/judge.ts';
import { casesOfRoot, rootOf } from './readings.fixture.ts';

describe('iam/root-access-key-present', () => {
  it.each(casesOfRoot('AccountAccessKeysPresent'))('%s', (_case, root, partition, verdict) => {
    expect(judge(rule, { root }, { account: { partition } })).toMatchObject([verdict]);
  });

  it.each(['central root access', 'AWS GovCloud (US), where root cannot sign in'])(
    'says what to do: %s',
    (words) => {
      expect(rule.remediation.text).toContain(words);
    },
  );

  it.each([
    [2, { description: 'Root has an access key.' }],
    [undefined, { reason: 'AWS did not say whether root has an access key' }],
  ])('says what it is about, with a count of %s', (AccountAccessKeysPresent, words) => {
    expect(judge(rule, { root: rootOf({ AccountAccessKeysPresent }) })).toMatchObject([words]);
  });
});
