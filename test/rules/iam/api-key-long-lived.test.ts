import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/api-key-long-lived.ts';
import type { ServiceSpecificCredential } from '../../../src/services/iam/service-specific-credentials.ts';
import { daysAgo, judge, statuses } from '../../support/judge.ts';

const credential = (changes: Partial<ServiceSpecificCredential> = {}): ServiceSpecificCredential => ({
  UserName: 'ann',
  ServiceName: 'bedrock.amazonaws.com',
  ServiceSpecificCredentialId: 'ACCA1234567890EXAMPLE',
  Status: 'Active',
  CreateDate: daysAgo(10),
  ExpirationDate: daysAgo(-20),
  ...changes,
});
const NEVER = { ExpirationDate: undefined };
const NOT_TOLD = { CreateDate: undefined };

describe('iam/api-key-long-lived', () => {
  it.each<[string, Partial<ServiceSpecificCredential>, string]>([
    ['new, and expires soon', {}, 'pass'],
    ['new, and never expires', NEVER, 'fail'],
    ['as old as it may be', { CreateDate: daysAgo(90) }, 'pass'],
    ['a day older', { CreateDate: daysAgo(91) }, 'fail'],
    ['old, but inactive', { CreateDate: daysAgo(91), Status: 'Inactive' }, 'pass'],
    ['old, but expired', { CreateDate: daysAgo(91), Status: 'Expired' }, 'pass'],
    ['old and active, as AWS still says, but its time is over', { ExpirationDate: daysAgo(0) }, 'pass'],
    ['never expires, but is inactive', { ...NEVER, Status: 'Inactive' }, 'pass'],
    ['not told how old', NOT_TOLD, 'unknown'],
    ['not told how old, and never expires', { ...NOT_TOLD, ...NEVER }, 'fail'],
    ['not told whether active', { Status: undefined }, 'unknown'],
  ])('%s', (_case, changes, status) => {
    expect(statuses(judge(rule, { credentials: [credential(changes)] }))).toEqual([status]);
  });

  it('counts the days it is told', () => {
    expect(statuses(judge(rule, { credentials: [credential()] }, { options: { days: 9 } }))).toEqual([
      'fail',
    ]);
  });

  it('names user and service, and turns off just this credential', () => {
    const codeCommit = credential({
      ...NEVER,
      ServiceName: 'codecommit.amazonaws.com',
      CreateDate: new Date('2026-01-02T03:04:05Z'),
    });
    expect(judge(rule, { credentials: [codeCommit] })).toMatchObject([
      {
        resource: { type: 'AwsIamServiceSpecificCredential', id: 'ACCA1234567890EXAMPLE' },
        evidence: { UserName: 'ann', CreateDate: '2026-01-02T03:04:05.000Z', ExpirationDate: null },
        description:
          'ann has had a credential for codecommit.amazonaws.com since 2026-01-02, which never expires.',
        commands: [
          'aws iam update-service-specific-credential --user-name ann --service-specific-credential-id ACCA1234567890EXAMPLE --status Inactive',
        ],
      },
    ]);
  });

  it('judges nothing where nobody has one', () => {
    expect(judge(rule, { credentials: [] })).toEqual([]);
  });
});
