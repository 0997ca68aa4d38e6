import type { Answers } from '../stub.ts';
import { type Answer, failure, success, textParam } from '../wire.ts';

const summaryEntry = (key: string, value: number | string) =>
  `<entry><key>${key}</key><value>${value}</value></entry>`;

const withSummary = (answer: Answer, values: Readonly<Record<string, number>>): Answer => {
  const kept = String(answer.body).replace(
    /<entry><key>(\w+)<\/key><value>\d+<\/value><\/entry>/g,
    (entry, key: string) => (key in values ? '' : entry),
  );
  const added = Object.entries(values).map(([key, value]) => summaryEntry(key, value));
  return { ...answer, body: kept.replace('</SummaryMap>', `${added.join('')}</SummaryMap>`) };
};

/** What an account summary says of root; moto always says no MFA, no keys, and nothing of the password. */
export interface RootSummary {
  readonly AccountMFAEnabled: 0 | 1;
  readonly AccountAccessKeysPresent: 0 | 1;
  readonly AccountPasswordPresent: 0 | 1;
  readonly AccountSigningCertificatesPresent: 0 | 1;
}

/**
 * moto's own counts, with these values over them.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 */
export function accountSummary(values: RootSummary & Readonly<Record<string, number>>): Answers {
  return {
    'iam:GetAccountSummary': async (_call, upstream) => {
      const answer = await upstream();
      return answer.status === 200 ? withSummary(answer, values) : answer;
    },
  };
}

interface ReportedKey {
  readonly active: boolean;
  /** Creation, or the last change of status. */
  readonly rotated: Date;
  /** Absent: never used. */
  readonly used?: Date;
  readonly service?: string;
  readonly region?: string;
}

/** What the credential report says of a user. */
export interface ReportedUser {
  readonly name: string;
  readonly created: Date;
  /** Absent: no password. Without `used` it was never used. */
  readonly password?: { readonly changed: Date; readonly used?: Date; readonly nextRotation?: Date };
  readonly mfa?: boolean;
  readonly keys?: readonly ReportedKey[];
  readonly certificates?: readonly { readonly active: boolean; readonly rotated: Date }[];
}

const columns = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  ...[1, 2].flatMap((key) =>
    ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
      (column) => `access_key_${key}_${column}`,
    ),
  ),
  ...[1, 2].flatMap((certificate) => [`cert_${certificate}_active`, `cert_${certificate}_last_rotated`]),
  'additional_credentials_info',
];

const time = (date: Date | undefined, otherwise = 'N/A') =>
  date ? date.toISOString().replace(/\.\d+Z$/, '+00:00') : otherwise;

const keyColumns = (key: ReportedKey | undefined) => [
  String(key?.active ?? false),
  time(key?.active ? key.rotated : undefined),
  time(key?.used),
  key?.used ? (key.region ?? 'us-east-1') : 'N/A',
  key?.used ? (key.service ?? 's3') : 'N/A',
];

const credentialColumns = ({ mfa = false, keys = [], certificates = [] }: ReportedUser) => [
  String(mfa),
  ...keyColumns(keys[0]),
  ...keyColumns(keys[1]),
  ...[certificates[0], certificates[1]].flatMap((certificate) => [
    String(certificate?.active ?? false),
    time(certificate?.rotated),
  ]),
  'N/A',
];

const userRow = (accountId: string, user: ReportedUser) => [
  user.name,
  `arn:aws:iam::${accountId}:user/${user.name}`,
  time(user.created),
  String(user.password !== undefined),
  user.password ? time(user.password.used, 'no_information') : 'N/A',
  time(user.password?.changed),
  time(user.password?.nextRotation),
  ...credentialColumns(user),
];

const rootRow = (accountId: string, root: Omit<ReportedUser, 'name'>) => [
  '<root_account>',
  `arn:aws:iam::${accountId}:root`,
  time(root.created),
  root.password ? 'not_supported' : 'false',
  root.password ? time(root.password.used, 'no_information') : 'N/A',
  'not_supported',
  'not_supported',
  ...credentialColumns({ ...root, name: '<root_account>' }),
];

export interface CredentialReport {
  readonly accountId: string;
  readonly root: Omit<ReportedUser, 'name'>;
  readonly users: readonly ReportedUser[];
  /** Default: now. */
  readonly generatedAt?: Date;
  /** AWS made it within the last four hours, so nobody waits for it. Default: false. */
  readonly ready?: boolean;
}

/**
 * A credential report, which is ready when it is asked for the second time.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export function credentialReport({
  accountId,
  root,
  users,
  generatedAt = new Date(),
  ready = false,
}: CredentialReport): Answers {
  const rows = [columns, rootRow(accountId, root), ...users.map((user) => userRow(accountId, user))];
  const csv = rows.map((row) => row.join(',')).join('\n');
  let state: 'absent' | 'started' | 'complete' = ready ? 'complete' : 'absent';
  return {
    'iam:GenerateCredentialReport': (call) => {
      if (state !== 'absent') state = 'complete';
      if (state === 'complete') return success(call, { State: 'COMPLETE' });
      state = 'started';
      return success(call, {
        State: 'STARTED',
        Description: 'No report exists. Starting a new report generation task',
      });
    },
    'iam:GetCredentialReport': (call) => {
      if (state === 'absent') {
        return failure(call, { code: 'ReportNotPresent', message: 'No report exists', status: 410 });
      }
      if (state === 'started') {
        state = 'complete';
        return failure(call, { code: 'ReportInProgress', message: 'Report is being generated', status: 404 });
      }
      return success(call, {
        Content: Buffer.from(csv).toString('base64'),
        ReportFormat: 'text/csv',
        GeneratedTime: generatedAt,
      });
    },
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html */
export function organizationsFeatures(
  organizationId: string,
  features: readonly ('RootCredentialsManagement' | 'RootSessions')[],
): Answers {
  return {
    'iam:ListOrganizationsFeatures': (call) =>
      success(call, { OrganizationId: organizationId, EnabledFeatures: [...features] }),
  };
}

/** No root access management: the account is no management account, or trusted access for IAM is off. */
export function noOrganizationsFeatures(
  code:
    | 'AccountNotManagementOrDelegatedAdministratorException'
    | 'OrganizationNotFoundException'
    | 'ServiceAccessNotEnabledException',
): Answers {
  return {
    'iam:ListOrganizationsFeatures': (call) => failure(call, { code, message: code, status: 400 }),
  };
}

export interface StoredCertificate {
  readonly name: string;
  readonly expires: Date;
}

/**
 * Server certificates; moto stores them and tells no expiry.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html
 */
export function serverCertificates(accountId: string, certificates: readonly StoredCertificate[]): Answers {
  return {
    'iam:ListServerCertificates': (call) => {
      const from = Number(textParam(call, 'Marker') ?? 0);
      const to = from + Number(textParam(call, 'MaxItems') ?? 100);
      const more = to < certificates.length;
      return success(call, {
        ServerCertificateMetadataList: certificates.slice(from, to).map(({ name, expires }) => ({
          Path: '/',
          ServerCertificateName: name,
          ServerCertificateId: `ASCA${name.toUpperCase().replace(/\W/g, '')}`,
          Arn: `arn:aws:iam::${accountId}:server-certificate/${name}`,
          UploadDate: new Date(expires.getTime() - 31_536_000_000),
          Expiration: expires,
        })),
        IsTruncated: more,
        Marker: more ? String(to) : undefined,
      });
    },
  };
}

export interface StoredServiceCredential {
  readonly UserName: string;
  readonly ServiceName: string;
  readonly CreateDate: Date;
  readonly ExpirationDate?: Date;
  readonly Status?: 'Active' | 'Inactive' | 'Expired';
}

/**
 * Service-specific credentials, which moto does not have; only all users at once can be asked for.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html
 */
export function serviceSpecificCredentials(
  credentials: readonly StoredServiceCredential[] = [],
  { pageSize = 1000 } = {},
): Answers {
  return {
    'iam:ListServiceSpecificCredentials': (call) => {
      if (textParam(call, 'AllUsers') !== 'true')
        return failure(call, { code: 'InvalidInput', message: 'AllUsers is needed', status: 400 });
      const from = Number(textParam(call, 'Marker') ?? 0);
      const to = from + Math.min(pageSize, Number(textParam(call, 'MaxItems') ?? 100));
      const more = to < credentials.length;
      return success(call, {
        ServiceSpecificCredentials: credentials.slice(from, to).map((credential, index) => ({
          ServiceSpecificCredentialId: `ACCA${from + index}`,
          Status: 'Active',
          ...credential,
        })),
        IsTruncated: more,
        Marker: more ? String(to) : undefined,
      });
    },
  };
}

/** A request of an outside product, as AWS lists it. */
export interface Delegation {
  readonly DelegationRequestId: string;
  readonly State: 'PENDING_APPROVAL' | 'ACCEPTED' | 'FINALIZED' | 'REJECTED' | 'EXPIRED';
  readonly UpdatedTime: Date;
  readonly SessionDuration: number;
}

/**
 * Requests for temporary delegation, which moto does not have.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListDelegationRequests.html
 */
export function delegationRequests(requests: readonly Delegation[] = [], { pageSize = 1000 } = {}): Answers {
  return {
    'iam:ListDelegationRequests': (call) => {
      const from = Number(textParam(call, 'Marker') ?? 0);
      const to = from + Math.min(pageSize, Number(textParam(call, 'MaxItems') ?? 100));
      const more = to < requests.length;
      return success(call, {
        DelegationRequests: requests.slice(from, to).map((request) => ({
          RequestorId: '444455556666',
          RequestorName: 'Example Observability',
          RequestMessage: 'Setting up the integration.',
          CreateDate: request.UpdatedTime,
          ...request,
        })),
        isTruncated: more,
        Marker: more ? String(to) : undefined,
      });
    },
  };
}

/**
 * Outbound web identity federation, on with this issuer or off; moto does not have it.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOutboundWebIdentityFederationInfo.html
 */
export function outboundFederation(IssuerIdentifier?: string): Answers {
  return {
    'iam:GetOutboundWebIdentityFederationInfo': (call) =>
      IssuerIdentifier === undefined
        ? failure(call, {
            code: 'FeatureDisabled',
            message: 'Outbound web identity federation is disabled for this account.',
            status: 404,
          })
        : success(call, { IssuerIdentifier, JwtVendingEnabled: true }),
  };
}

/**
 * Identity Center answers in its home Region only; moto has an instance in every Region of every account.
 * https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListInstances.html
 */
export function identityCenter(homeRegion: string | undefined, ownerAccountId: string): Answers {
  const instance = {
    InstanceArn: 'arn:aws:sso:::instance/ssoins-7223abcdef012345',
    IdentityStoreId: 'd-9067abcdef',
    OwnerAccountId: ownerAccountId,
    Status: 'ACTIVE',
  };
  return {
    'sso:ListInstances': (call) => success(call, { Instances: call.region === homeRegion ? [instance] : [] }),
  };
}
