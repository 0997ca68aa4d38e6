import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import {
  administratorAccess,
  credentialReport,
  NOT_DESCRIBED,
  notSaid,
  policyHolders,
  quoted,
  told,
} from 'postern/services/iam';

const COLUMNS = [
  'mfa_active',
  'password_enabled',
  'access_key_1_active',
  'access_key_2_active',
  'cert_1_active',
  'cert_2_active',
];

export default defineRule({
  title: 'Administrator has no MFA',
  type: 'Policy:IAMUser/AdministratorWithoutMfa',
  severity: 8.5,
  scope: 'account',
  reads: { holders: policyHolders, report: credentialReport },
  why: 'One stolen password or access key of an administrator is the whole account.',
  remediation: {
    text: 'Register an MFA device for the user, and let its permissions depend on MFA. Better still, give administrator access through a role.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html',
  },
  *check({ holders, report }) {
    for (const holder of holders.users) {
      const access = administratorAccess(holder);
      if (access.granted === 'no') continue;
      const { Arn, UserName, Tags } = holder.detail;
      const user = { type: 'AwsIamUser', id: Arn, ...tagMap(Tags) };
      const row = report.users.find(({ arn }) => arn === Arn);
      if (row === undefined) {
        yield unknown(user, 'the user is newer than the credential report');
        continue;
      }
      const enabled = [row.password, ...row.accessKeys].map((credential) => credential.enabled);
      const credentials = [...enabled, ...row.certificates];
      const evidence = told(row, ...COLUMNS);
      const hasNone = credentials.every((enabled) => enabled === false) && !row.hasMore;
      if (row.mfa || hasNone) yield pass(user, evidence);
      else if (access.granted === 'unknown') yield unknown(user, access.reason);
      else if (row.mfa === undefined) yield unknown(user, notSaid(row, 'whether the user has MFA'));
      else if (credentials.includes(true))
        yield fail(
          user,
          { ...evidence, statements: quoted(access.statements) },
          `${UserName} has administrator access, credentials, and no MFA.`,
        );
      else if (row.hasMore) yield unknown(user, NOT_DESCRIBED);
      else yield unknown(user, notSaid(row, 'which credentials of the user are enabled'));
    }
  },
});
