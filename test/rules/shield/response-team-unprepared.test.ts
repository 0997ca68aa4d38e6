import { describe, expect, it } from 'vitest';
import rule from '../../../rules/shield/response-team-unprepared.ts';
import { judge } from '../../support/judge.ts';

const role = { RoleArn: 'arn:aws:iam::111122223333:role/srt' };
const engaged = { ProactiveEngagementStatus: 'ENABLED' } as const;

describe('shield/response-team-unprepared', () => {
  it.each([
    ['no subscription', undefined, undefined, undefined, 'notApplicable'],
    ['all prepared', engaged, 2, role, 'pass'],
    ['proactive engagement asked for', { ProactiveEngagementStatus: 'PENDING' } as const, 2, role, 'pass'],
    ['proactive engagement off', { ProactiveEngagementStatus: 'DISABLED' } as const, 2, role, 'fail'],
    ['proactive engagement never set up', {}, 2, role, 'fail'],
    ['no contact', engaged, 0, role, 'fail'],
    ['no role', engaged, 2, { RoleArn: undefined }, 'fail'],
  ])('%s', (_case, subscription, contacts, access, expected) => {
    expect(judge(rule, { subscription, contacts, access }).map(({ status }) => status)).toEqual([expected]);
  });

  it('says in one finding all that is missing', () => {
    expect(judge(rule, { subscription: {}, contacts: 0, access: { RoleArn: undefined } })).toMatchObject([
      {
        description:
          'The Shield Response Team does not call when a health check fails under attack (proactive engagement is off), knows no emergency contact, and has no role to work with in the account.',
        evidence: { ProactiveEngagementStatus: null, EmergencyContacts: 0, RoleArn: null },
      },
    ]);
  });
});
