import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/root-without-hardware-mfa.ts';
import mfaRule from '../../../rules/iam/root-without-mfa.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { rootOf } from './readings.fixture.ts';

const device = (name: string, Arn: string | undefined) => ({
  SerialNumber: `arn:aws:iam::111122223333:mfa/${name}`,
  User: { Path: '/', UserName: undefined, UserId: 'x', Arn, CreateDate: undefined },
});
const ofRoot = device('phone', 'arn:aws:iam::111122223333:root');
const ofAnn = device('ann', 'arn:aws:iam::111122223333:user/ann');
const ofNobodyKnown = device('whose', undefined);
const mfa = { AccountMFAEnabled: 1 };

describe('iam/root-without-hardware-mfa', () => {
  it.each([
    ['MFA that is not virtual', mfa, [ofAnn], 'pass'],
    ['a virtual device of root', mfa, [ofAnn, ofRoot], 'fail'],
    ['the virtual device of old, by its name', mfa, [device('root-account-mfa-device', undefined)], 'fail'],
    ['no MFA', {}, [], 'fail'],
    ['no credentials', { AccountPasswordPresent: 0 }, [], 'pass'],
    ['no credentials told', { ...mfa, AccountPasswordPresent: undefined }, [], 'unknown'],
    ['MFA not told', { AccountMFAEnabled: undefined }, [], 'unknown'],
    ['MFA, and a virtual device of nobody knows whom', mfa, [ofNobodyKnown], 'unknown'],
  ])('%s', (_case, credentials, virtualDevices, status) => {
    expect(statuses(judge(rule, { root: rootOf(credentials), virtualDevices }))).toEqual([status]);
  });

  it.each(['aws-cn', 'aws-us-gov'])('is not applicable in %s', (partition) => {
    const verdicts = judge(rule, { root: rootOf({}), virtualDevices: [] }, { account: { partition } });
    expect(statuses(verdicts)).toEqual(['notApplicable']);
  });

  it('names the virtual devices of root', () => {
    expect(judge(rule, { root: rootOf(mfa), virtualDevices: [ofAnn, ofRoot] })).toMatchObject([
      { evidence: { AccountMFAEnabled: 1, VirtualMFADevices: ['arn:aws:iam::111122223333:mfa/phone'] } },
    ]);
  });

  it.each([
    ['no MFA at all', {}, [], ['iam/root-without-mfa'], ['iam/root-without-hardware-mfa']],
    ['virtual MFA', mfa, [ofRoot], ['iam/root-without-hardware-mfa'], []],
    ['MFA that is not virtual', mfa, [], [], []],
  ])('%s: one finding', (_case, credentials, virtualDevices, findings, absorbed) => {
    const root = rootOf(credentials);
    const alone = {
      ruleId: 'iam/root-without-hardware-mfa',
      verdicts: judge(rule, { root, virtualDevices }),
    };
    const other = { ruleId: 'iam/root-without-mfa', verdicts: judge(mfaRule, { root }) };
    const told = reportOfVerdicts(alone, other);
    expect(told.findings.map(({ ruleId }) => ruleId)).toEqual(findings);
    expect(told.absorbed.map(({ ruleId }) => ruleId)).toEqual(absorbed);
    expect(reportOfVerdicts(alone).absorbed).toEqual([]);
  });
});
