import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/delegation-request-granted.ts';
import type { DelegationRequest } from '../../../src/services/iam/delegation-requests.ts';
import { daysAgo, judge, NOW, statuses } from '../../support/judge.ts';

const hoursAgo = (hours: number) => daysAgo(hours / 24);
const request = (changes: Partial<DelegationRequest> = {}): DelegationRequest => ({
  DelegationRequestId: 'e4bdcdae-4f66-11eD',
  PolicyTemplateArn: 'arn:aws:iam:::delegation-template/partner',
  RequestorId: '444455556666',
  RequestorName: 'Example Observability',
  OwnerId: undefined,
  ApproverId: 'arn:aws:iam::111122223333:user/ann',
  State: 'FINALIZED',
  CreateDate: hoursAgo(3),
  UpdatedTime: hoursAgo(1),
  ExpirationTime: daysAgo(-6),
  SessionDuration: 7200,
  RolePermissionRestrictionArns: [],
  ...changes,
});
const check = (changes: Partial<DelegationRequest>) => judge(rule, { requests: [request(changes)] });

describe('iam/delegation-request-granted', () => {
  it.each<[string, Partial<DelegationRequest>, string]>([
    ['in force', {}, 'fail'],
    ['over just now', { UpdatedTime: hoursAgo(2) }, 'pass'],
    ['over, though AWS still lists the request', { UpdatedTime: daysAgo(5) }, 'pass'],
    ['not told since when', { UpdatedTime: undefined }, 'unknown'],
    ['not told for how long', { SessionDuration: undefined }, 'unknown'],
    ['approved, its token not sent', { State: 'ACCEPTED' }, 'fail'],
    ['not yet taken up', { State: 'UNASSIGNED' }, 'pass'],
    ['under review', { State: 'ASSIGNED' }, 'pass'],
    ['handed to an administrator', { State: 'PENDING_APPROVAL' }, 'pass'],
    ['rejected', { State: 'REJECTED' }, 'pass'],
    ['expired', { State: 'EXPIRED' }, 'pass'],
    ['not told', { State: undefined }, 'unknown'],
  ])('%s', (_case, changes, status) => {
    expect(statuses(check(changes))).toEqual([status]);
  });

  it('says who may act until when, and who approved it', () => {
    const end = new Date(NOW.getTime() + 3_600_000).toISOString();
    expect(check({})).toMatchObject([
      {
        resource: { type: 'AwsIamDelegationRequest', id: 'e4bdcdae-4f66-11eD' },
        evidence: { RequestorId: '444455556666', ApproverId: 'arn:aws:iam::111122223333:user/ann', end },
        description: `Example Observability may act in the account until ${end}.`,
      },
    ]);
  });

  it('is milder on what has not begun', () => {
    expect(check({ State: 'ACCEPTED', RequestorName: undefined })).toMatchObject([
      {
        severity: { score: 2 },
        description:
          '444455556666 is approved to act in the account, and begins when somebody sends the token.',
      },
    ]);
  });

  it('judges nothing where nobody asked, and is not applicable where nobody can', () => {
    expect(judge(rule, { requests: [] })).toEqual([]);
    expect(statuses(judge(rule, { requests: undefined }))).toEqual(['notApplicable']);
  });
});
