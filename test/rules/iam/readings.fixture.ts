import type {
  AuthorizationDetails,
  IamGroup,
  IamRole,
  IamUser,
  ManagedPolicy,
} from '../../../src/services/iam/authorization-details.ts';
import { type CredentialReport, parseCredentialReport } from '../../../src/services/iam/credential-report.ts';
import type { RootCredentials } from '../../../src/services/iam/root-user.ts';
import { ACCOUNT, daysAgo } from '../../support/judge.ts';

/** A user as the credential report describes one who was made long ago and has no credentials. */
const ROW = {
  user: 'ann',
  arn: `arn:aws:iam::${ACCOUNT}:user/ann`,
  user_creation_time: ago(1000),
  password_enabled: 'false',
  password_last_used: 'N/A',
  password_last_changed: 'N/A',
  password_next_rotation: 'N/A',
  mfa_active: 'false',
  access_key_1_active: 'false',
  access_key_1_last_rotated: 'N/A',
  access_key_1_last_used_date: 'N/A',
  access_key_1_last_used_region: 'N/A',
  access_key_1_last_used_service: 'N/A',
  access_key_2_active: 'false',
  access_key_2_last_rotated: 'N/A',
  access_key_2_last_used_date: 'N/A',
  access_key_2_last_used_region: 'N/A',
  access_key_2_last_used_service: 'N/A',
  cert_1_active: 'false',
  cert_1_last_rotated: 'N/A',
  cert_2_active: 'false',
  cert_2_last_rotated: 'N/A',
  additional_credentials_info: '',
};

export type Row = Partial<typeof ROW>;

export const ROOT: Row = { user: '<root_account>', arn: `arn:aws:iam::${ACCOUNT}:root` };

/** A time as the report writes it. */
export function ago(days: number): string {
  return daysAgo(days).toISOString().replace('.000Z', '+00:00');
}

/** A credential report, read from the text that AWS would send. */
export function reportOf(...rows: readonly Row[]): CredentialReport {
  const csv = rows.map((row) => Object.values({ ...ROW, ...row }).join(','));
  return parseCredentialReport(
    [Object.keys(ROW).join(','), ...csv].join('\n'),
    new Date('2026-11-20T10:00:00Z'),
  );
}

/** What rules read where a user has a password. */
export const PASSWORDS = { ok: true, value: reportOf({ password_enabled: 'true' }) } as const;

/** A root user with a password and nothing else. */
export function rootOf(changes: Partial<RootCredentials>): RootCredentials {
  return {
    AccountPasswordPresent: 1,
    AccountAccessKeysPresent: 0,
    AccountSigningCertificatesPresent: 0,
    AccountMFAEnabled: 0,
    ...changes,
  };
}

/** What is asked of a rule on credentials of root, and the verdict. */
export type RootCase = [name: string, root: RootCredentials, partition: string, verdict: object];

/** What holds of every rule that fails where AWS counts a credential of root in this field. */
export function casesOfRoot(field: keyof RootCredentials): RootCase[] {
  const counted = (count: number | undefined) => rootOf({ [field]: count });
  return [
    ['none', counted(0), 'aws', { status: 'pass', evidence: { [field]: 0 } }],
    ['one', counted(1), 'aws', { status: 'fail', evidence: { [field]: 1 } }],
    ['not told', counted(undefined), 'aws', { status: 'unknown' }],
    ['a partition without root', counted(1), 'aws-cn', { status: 'notApplicable' }],
    ['another partition', counted(1), 'aws-us-gov', { status: 'fail' }],
  ];
}

export function userOf(changes: Partial<IamUser> = {}): IamUser {
  const UserName = changes.UserName ?? 'ann';
  return {
    UserName,
    Arn: `arn:aws:iam::${ACCOUNT}:user/${UserName}`,
    UserPolicyList: [],
    AttachedManagedPolicies: [],
    GroupList: [],
    ...changes,
  };
}

export function groupOf(changes: Partial<IamGroup> = {}): IamGroup {
  const GroupName = changes.GroupName ?? 'crew';
  return {
    GroupName,
    Arn: `arn:aws:iam::${ACCOUNT}:group/${GroupName}`,
    GroupPolicyList: [],
    AttachedManagedPolicies: [],
    ...changes,
  };
}

export function roleOf(changes: Partial<IamRole> = {}): IamRole {
  const RoleName = changes.RoleName ?? 'helm';
  return {
    RoleName,
    Path: '/',
    Arn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}`,
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    ...changes,
  };
}

export function detailsOf(changes: Partial<AuthorizationDetails>): AuthorizationDetails {
  return { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [], ...changes };
}

/** An attachment of a policy of AWS. */
export function attached(PolicyName: string, partition = 'aws') {
  return { PolicyName, PolicyArn: `arn:${partition}:iam::aws:policy/${PolicyName}` };
}

/** The statement of AdministratorAccess. */
export const ADMINISTRATOR = { Effect: 'Allow', Action: '*', Resource: '*' };

/** A policy document as IAM sends it. */
export function document(...Statement: readonly object[]): string {
  return encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));
}

export function inline(PolicyName: string, ...statements: readonly object[]) {
  return { PolicyName, PolicyDocument: document(...statements) };
}

/** A managed policy of the customer. */
export function policyOf(PolicyName: string, ...statements: readonly object[]): ManagedPolicy {
  return {
    PolicyName,
    Arn: `arn:aws:iam::${ACCOUNT}:policy/${PolicyName}`,
    DefaultVersionId: 'v1',
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document(...statements) }],
  };
}

export const administratorPolicy: ManagedPolicy = {
  ...policyOf('AdministratorAccess', ADMINISTRATOR),
  Arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
};

/** The part of a role that says who may assume it. */
export function trust(...statements: readonly object[]) {
  return { AssumeRolePolicyDocument: document(...statements) };
}
