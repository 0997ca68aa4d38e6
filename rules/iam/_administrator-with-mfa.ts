import { fail, pass, tagMap, unknown, type Verdict } from 'postern/rule';
import {
  administratorAccess,
  type CredentialReport,
  type IamUser,
  NOT_DESCRIBED,
  notSaid,
  type PolicyHolder,
  told,
} from 'postern/services/iam';
import { grantEvidence, severityOf, takesMfa, toWhich } from './_administrator.ts';

const COLUMNS = [
  'mfa_active',
  'password_enabled',
  'access_key_1_active',
  'access_key_2_active',
  'cert_1_active',
  'cert_2_active',
];

/** The severity of an administrator with credentials and without MFA. */
export const WITHOUT_MFA = 8.5;

/** Whether a user who is an administrator has MFA; undefined for any other. */
export function mfaOf(
  holder: PolicyHolder<IamUser>,
  report: CredentialReport,
  now: Date,
): Verdict | undefined {
  const access = administratorAccess(holder, now);
  if (access.granted === 'no') return undefined;
  const { Arn, UserName, Tags } = holder.detail;
  const user = { type: 'AwsIamUser', id: Arn, ...tagMap(Tags) };
  if (access.granted === 'conditional' && takesMfa(access)) return pass(user, grantEvidence(access));
  const row = report.users.find(({ arn }) => arn === Arn);
  if (row === undefined) return unknown(user, 'the user is newer than the credential report');
  const enabled = [row.password, ...row.accessKeys].map((credential) => credential.enabled);
  const credentials = [...enabled, ...row.certificates];
  const evidence = told(row, ...COLUMNS);
  const hasNone = credentials.every((enabled) => enabled === false) && !row.hasMore;
  if (row.mfa || hasNone) return pass(user, evidence);
  if (access.granted === 'unknown') return unknown(user, access.reason);
  if (row.mfa === undefined) return unknown(user, notSaid(row, 'whether the user has MFA'));
  if (credentials.includes(true))
    return fail(
      user,
      { ...evidence, ...grantEvidence(access) },
      `${UserName} has administrator access${toWhich(access, 'in')}, credentials, and no MFA.`,
      { exposure: 'inside', ...severityOf(access, WITHOUT_MFA) },
    );
  return unknown(
    user,
    row.hasMore ? NOT_DESCRIBED : notSaid(row, 'which credentials of the user are enabled'),
  );
}
