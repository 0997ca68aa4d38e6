import { describe, expect, it } from 'vitest';
import rule from '../../../rules/inspector/new-accounts-not-enrolled.ts';
import { judge, statuses } from '../../support/judge.ts';

type Standing = Parameters<typeof rule.check>[0]['standing'];

const administrator = (changes: Partial<Extract<Standing, { kind: 'administrator' }>['autoEnable']> = {}) =>
  ({
    kind: 'administrator',
    autoEnable: { ec2: true, ecr: true, lambda: true, lambdaCode: true, ...changes },
  }) as const;

const managementAccountId = '444455556666';

describe('inspector/new-accounts-not-enrolled', () => {
  it.each<[string, Standing, string[]]>([
    ['every scan', administrator(), ['pass', 'pass', 'pass', 'pass']],
    ['no images', administrator({ ecr: false }), ['pass', 'fail', 'pass', 'pass']],
    [
      'a scan that the Region lacks',
      administrator({ lambdaCode: undefined }),
      ['pass', 'pass', 'pass', 'notApplicable'],
    ],
  ])('%s', (_case, standing, expected) => {
    expect(statuses(judge(rule, { standing }))).toEqual(expected);
  });

  it.each<[string, Standing, string]>([
    ['where Inspector is off', { kind: 'off' }, 'inspector/scanning-off'],
    ['outside organizations', { kind: 'outside organization' }, 'no organization'],
    ['in a member', { kind: 'other', managementAccountId, administratorId: undefined }, managementAccountId],
    [
      'in the management account',
      { kind: 'other', managementAccountId, administratorId: '999988887777' },
      '999988887777',
    ],
  ])('is not applicable %s, and says who could tell', (_case, standing, who) => {
    expect(judge(rule, { standing })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining(who) },
    ]);
  });
});
