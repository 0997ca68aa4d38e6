import rule from './break-glass-role-assumable.js';

const now = new Date('2026-11-20T12:00:00Z');

function role(RoleName: string, principal: object, LastUsedDate: Date) {
  return {
    RoleName,
    Arn: `arn:aws:iam::111122223333:role/${RoleName}`,
    Path: '/',
    Tags: [{ Key: 'team', Value: 'platform' }],
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' },
    }),
    RoleLastUsed: { LastUsedDate, Region: 'eu-west-1' },
  };
}

const anyone = { AWS: 'arn:aws:iam::111122223333:root' };
const verdicts = rule.check(
  {
    details: {
      UserDetailList: [],
      GroupDetailList: [],
      Policies: [],
      RoleDetailList: [
        role('break-glass-a', anyone, new Date('2026-11-19T12:00:00Z')),
        role('break-glass-b', anyone, new Date('2026-01-01T12:00:00Z')),
        role('break-glass-c', { Service: 'ec2.amazonaws.com' }, new Date('2026-11-19T12:00:00Z')),
        role('deploy', anyone, now),
      ],
    },
  },
  { account: { id: '111122223333', partition: 'aws' }, region: 'us-east-1', now, options: { days: 30 } },
);

/** What a program of the user's gets: the fields of each verdict, typed. */
export const judged = [...verdicts].map((verdict) =>
  verdict.status === 'fail'
    ? {
        status: verdict.status,
        id: verdict.resource.id,
        tags: verdict.resource.tags,
        description: verdict.description,
      }
    : { status: verdict.status, id: verdict.resource?.id },
);

export const permissions = rule.reads.details.actions;
