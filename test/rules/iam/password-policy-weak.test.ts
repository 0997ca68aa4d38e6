import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/password-policy-weak.ts';
import { judge, statuses } from '../../support/judge.ts';
import { PASSWORDS } from './readings.fixture.ts';

const strong = {
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
  RequireNumbers: true,
  RequireSymbols: true,
};

describe('iam/password-policy-weak', () => {
  it('passes with all four kinds', () => {
    expect(statuses(judge(rule, { policy: strong, report: PASSWORDS }))).toEqual(['pass']);
  });

  it.each(Object.keys(strong))('fails without %s', (field) => {
    expect(judge(rule, { policy: { ...strong, [field]: false }, report: PASSWORDS })).toMatchObject([
      { status: 'fail', evidence: { ...strong, [field]: false } },
    ]);
  });

  it('fails for a policy that says nothing, naming each missing kind', () => {
    expect(judge(rule, { policy: {}, report: PASSWORDS })).toMatchObject([
      {
        status: 'fail',
        description:
          'Passwords need not contain an upper case letter, a lower case letter, a digit, or a symbol.',
      },
    ]);
  });

  it('fails without a policy', () => {
    expect(statuses(judge(rule, { policy: undefined, report: PASSWORDS }))).toEqual(['fail']);
  });
});
