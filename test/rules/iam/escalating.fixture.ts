import { partitionOf } from '../../../src/aws/partitions.ts';
import type { AuthorizationDetails } from '../../../src/services/iam/authorization-details.ts';
import { privilegeEscalationsOf } from '../../../src/services/iam/escalations.ts';
import { policyHoldersOf } from '../../../src/services/iam/policy-holders.ts';
import { ACCOUNT, NOW } from '../../support/judge.ts';
import {
  administratorPolicy,
  attached,
  detailsOf,
  inline,
  roleOf,
  trust,
  userOf,
} from './readings.fixture.ts';

export const ADMINISTRATOR_ACCESS = { AttachedManagedPolicies: [attached('AdministratorAccess')] };

export const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const userArn = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;

export function allow(
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  more = {},
) {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}

export function deny(
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  more = {},
) {
  return { Effect: 'Deny', Action: action, Resource: resource, ...more };
}

/** A user with an inline policy. */
export function user(UserName: string, ...statements: readonly object[]) {
  return userOf({ UserName, UserPolicyList: [inline('own', ...statements)] });
}

/** A role with an inline policy, that nobody may assume. */
export function role(RoleName: string, ...statements: readonly object[]) {
  return roleOf({ RoleName, RolePolicyList: [inline('own', ...statements)], ...trust() });
}

/** A trust policy for services. */
export function runsAs(...services: readonly string[]) {
  return trust({ Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' });
}

/** A trust policy for users, roles or accounts. */
export function trusting(AWS: string | readonly string[], more = {}) {
  return trust({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...more });
}

/** EC2 takes roles in instance profiles only. */
export const INSTANCE_PROFILE = {
  Path: '/',
  InstanceProfileName: 'machines',
  InstanceProfileId: 'AIPA0123456789ABCDEF',
  Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/machines`,
  CreateDate: NOW,
  Roles: [],
};

export const WHOLE_ACCOUNT = `arn:aws:iam::${ACCOUNT}:root`;

/** An administrator role that a service runs with. */
export function serviceAdministrator(RoleName: string, ...services: readonly string[]) {
  return roleOf({ RoleName, ...ADMINISTRATOR_ACCESS, ...runsAs(...services), InstanceProfileList: [] });
}

export function escalating(details: Partial<AuthorizationDetails>, partitionId = 'aws') {
  const partition = partitionOf(partitionId);
  if (!partition) throw new Error(`there is no partition ${partitionId}`);
  const all = detailsOf({ ...details, Policies: [administratorPolicy, ...(details.Policies ?? [])] });
  return {
    escalations: privilegeEscalationsOf(all, policyHoldersOf(all), { id: ACCOUNT, partition, now: NOW }),
  };
}
