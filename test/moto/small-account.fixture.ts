import type { Answers } from '../support/stub.ts';
import { success } from '../support/wire.ts';
import { regions } from '../support/worlds/ec2-answers.ts';
import { credentialReport } from '../support/worlds/iam-answers.ts';

const ACCOUNT_ID = '111122223333';

const LONG_AGO = new Date('2020-01-01T00:00:00Z');
/** Somebody with a password: where nobody has one, a password policy weighs little. */
const ANN = { name: 'ann', created: LONG_AGO, password: { changed: LONG_AGO } };

/** Two rules, one of the account and one of a Region, and all that a scan by them asks: a scan of a second that needs no moto. */
export const TWO_RULES = ['--rule', 'iam/password-policy-too-short,ec2/admin-port-open-to-internet'] as const;

export const smallCredentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };

export interface SmallAccount {
  /** Default: long enough. A short one is a finding of MEDIUM. */
  readonly passwordLength?: number;
  /** Who may reach port 22 of the one security group in each Region. The whole internet is a finding of HIGH. */
  readonly sshFrom?: string;
}

/** An account of which the stub tells all that {@link TWO_RULES} want to know. */
export function smallAccount({
  passwordLength = 20,
  sshFrom = '198.51.100.0/24',
}: SmallAccount = {}): Answers {
  return {
    ...regions(),
    'sts:GetCallerIdentity': (call) =>
      success(call, {
        Account: ACCOUNT_ID,
        Arn: `arn:aws:iam::${ACCOUNT_ID}:user/auditor`,
        UserId: 'AIDAEXAMPLE',
      }),
    'iam:ListAccountAliases': (call) => success(call, { AccountAliases: [], IsTruncated: false }),
    ...credentialReport({ accountId: ACCOUNT_ID, root: { created: LONG_AGO }, users: [ANN], ready: true }),
    'iam:GetAccountAuthorizationDetails': (call) =>
      success(call, {
        IsTruncated: false,
        UserDetailList: [
          { UserName: ANN.name, Arn: `arn:aws:iam::${ACCOUNT_ID}:user/${ANN.name}`, CreateDate: LONG_AGO },
        ],
        GroupDetailList: [],
        RoleDetailList: [],
        Policies: [],
      }),
    'iam:GetAccountPasswordPolicy': (call) =>
      success(call, { PasswordPolicy: { MinimumPasswordLength: passwordLength } }),
    'ec2:DescribeSecurityGroups': (call) =>
      success(call, {
        securityGroupInfo: [
          {
            ownerId: ACCOUNT_ID,
            groupId: `sg-${call.region}`,
            groupName: 'ssh',
            vpcId: 'vpc-1',
            ipPermissions: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: [{ cidrIp: sshFrom }] }],
          },
        ],
      }),
    'ec2:DescribeNetworkInterfaces': (call) =>
      success(call, {
        networkInterfaceSet: [
          {
            networkInterfaceId: `eni-${call.region}`,
            vpcId: 'vpc-1',
            groupSet: [{ groupId: `sg-${call.region}` }],
          },
        ],
      }),
    'ec2:DescribeLaunchTemplateVersions': (call) => success(call, { launchTemplateVersionSet: [] }),
  };
}
