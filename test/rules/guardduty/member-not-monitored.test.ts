import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/member-not-monitored.ts';
import { judge } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { detectorOf, ELSEWHERE } from './readings.fixture.ts';

const detector = detectorOf();
const standing = { kind: 'administrator' } as const;
const administrator = '111122223333';

const member = (Id: string, RelationshipStatus?: string) => ({
  account: {
    Id,
    Arn: `arn:aws:organizations::444455556666:account/o-1/${Id}`,
    Name: Id,
    ParentId: 'r-1',
    path: ['r-1', Id],
    State: 'ACTIVE' as const,
  },
  member:
    RelationshipStatus === undefined
      ? undefined
      : {
          AccountId: Id,
          MasterId: administrator,
          Email: undefined,
          RelationshipStatus,
          UpdatedAt: undefined,
        },
});

const judged = (...members: ReturnType<typeof member>[]) => judge(rule, { detector, standing, members });

describe('guardduty/member-not-monitored', () => {
  it.each([
    ['Enabled', 'pass'],
    ['ENABLED', 'pass'],
    [undefined, 'fail'],
    ['Created', 'fail'],
    ['Invited', 'fail'],
    ['Removed', 'fail'],
    ['Resigned', 'fail'],
    ['Disabled', 'fail'],
    ['RegionDisabled', 'notApplicable'],
    ['AccountSuspended', 'notApplicable'],
  ])('%s: %s', (relationship, status) => {
    expect(judged(member('777766665555', relationship))).toMatchObject([
      { status, resource: { id: 'arn:aws:iam::777766665555:root' } },
    ]);
  });

  it('has a command for one that is suspended', () => {
    expect(judged(member('777766665555', 'Disabled'))).toMatchObject([
      {
        commands: [
          expect.stringContaining('start-monitoring-members --detector-id d1 --account-ids 777766665555'),
        ],
      },
    ]);
  });

  it('is one finding with the accounts as parts, also of several Regions alike', () => {
    const said = (region: string) => ({
      ruleId: 'guardduty/member-not-monitored',
      region,
      verdicts: judge(
        rule,
        { detector, standing, members: [member('777766665555'), member('888877776666', 'Disabled')] },
        { region },
      ),
    });
    expect(reportOfVerdicts(said('us-east-1')).findings).toMatchObject([
      {
        description: 'GuardDuty in us-east-1 does not watch 2 accounts of the organization.',
        parts: { length: 2 },
      },
    ]);
    expect(reportOfVerdicts(said('eu-west-1'), said('us-east-1')).findings).toMatchObject([
      {
        description: 'GuardDuty in 2 Regions does not watch 2 accounts of the organization.',
        parts: { length: 4 },
      },
    ]);
  });

  it.each(ELSEWHERE)('is not applicable %s, and says who could tell', (_case, other, who) => {
    expect(judge(rule, { detector, standing: other, members: [] })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining(who) },
    ]);
  });
});
