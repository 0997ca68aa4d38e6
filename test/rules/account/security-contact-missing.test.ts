import { describe, expect, it } from 'vitest';
import rule from '../../../rules/account/security-contact-missing.ts';
import { judge } from '../../support/judge.ts';

const resource = { type: 'AwsAccount', id: 'arn:aws:iam::111122223333:root' };

describe('account/security-contact-missing', () => {
  it('fails without a contact', () => {
    expect(judge(rule, { contact: undefined })).toMatchObject([{ status: 'fail', resource }]);
  });

  it('passes with one, and says no more of it than that it is there', () => {
    expect(judge(rule, { contact: { AlternateContactType: 'SECURITY' } })).toEqual([
      { status: 'pass', resource, evidence: { AlternateContactType: 'SECURITY' } },
    ]);
  });
});
