import { ReadError } from '../../../src/aws/read-error.ts';
import type { AdministratorSet, AssignedSet } from '../../../src/services/identity-center/permission-sets.ts';

export const ARN = 'arn:aws:sso:::permissionSet/ssoins-1/ps-1';

export const refused = (action: string) =>
  new ReadError(`${action} is denied`, {
    kind: 'denied',
    action,
    accountId: '111122223333',
    region: 'eu-west-1',
  });

/** A set with AdministratorAccess and sessions of 12 hours. */
export function administratorSet(changes: Partial<AdministratorSet> = {}): AdministratorSet {
  return {
    PermissionSetArn: ARN,
    InstanceArn: 'arn:aws:sso:::instance/ssoins-1',
    region: 'eu-west-1',
    access: { ok: true, value: { granted: 'yes', statements: [] } },
    description: { ok: true, value: { Name: 'Admin', SessionDuration: 'PT12H' } },
    ...changes,
  };
}

export function assignedSet(changes: Partial<AssignedSet> = {}): AssignedSet {
  return { ...administratorSet(), AccountAssignments: [], unread: undefined, ...changes };
}

export const perhaps = {
  ok: true,
  value: { granted: 'unknown', reason: 'it gives the customer managed policy team' },
} as const;
