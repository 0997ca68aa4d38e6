import { parse } from 'csv-parse/sync';
import { derive, optional } from '../../aws/combine-readers.ts';
import { type AuthorizationDetails, authorizationDetails } from './authorization-details.ts';
import { iam } from './service.ts';

/** Milliseconds between two looks at a report in the making. */
const LOOK_AGAIN_AFTER = 1_000;

/** The credentials of all users. It may be four hours old. */
export interface CredentialReport {
  /** Undefined in a partition whose accounts have no root user. */
  readonly root: ReportedUser | undefined;
  readonly users: readonly ReportedUser[];
  readonly generated: Date | undefined;
}

/** A row of the report. What AWS did not say, or said in words we do not know, is undefined. */
export interface ReportedUser {
  readonly name: string;
  readonly arn: string;
  /** False for a user who is newer than the report: nothing is known of their credentials. */
  readonly reported: boolean;
  readonly created: Date | undefined;
  readonly mfa: boolean | undefined;
  readonly password: ReportedCredential;
  readonly accessKeys: readonly [ReportedCredential, ReportedCredential];
  /** Whether each of the X.509 signing certificates is active. */
  readonly certificates: readonly (boolean | undefined)[];
  /** True when the user has keys or certificates beyond the two of each that the report describes. */
  readonly hasMore: boolean;
  /** The row as AWS sent it, by column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly generated: Date | undefined;
}

/** A password or an access key. */
interface ReportedCredential {
  /** Tells the credentials of one user apart. */
  readonly part: 'password' | 'access-key-1' | 'access-key-2';
  /** In a sentence. */
  readonly name: string;
  readonly enabled: boolean | undefined;
  /** When the password was set, or the key was made or its status changed. */
  readonly changed: Date | undefined;
  readonly lastUsed: Date | 'never' | undefined;
  /** When it was last used, or last changed if it never was. */
  readonly idleSince: Date | undefined;
  /** The columns that describe it. */
  readonly columns: readonly string[];
}

/**
 * The credential report, made anew by AWS where the last one is older than four hours.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
const sentReport = iam.reader(
  [{ repeats: 'GenerateCredentialReport' }, 'GetCredentialReport'],
  async ({ sdk, client, until, partition }) => {
    const isComplete = async () =>
      (await client.send(new sdk.GenerateCredentialReportCommand({}))).State === 'COMPLETE';
    await until('the credential report', 'GenerateCredentialReport', LOOK_AGAIN_AFTER, isComplete);
    const report = await client.send(new sdk.GetCredentialReportCommand({}));
    const parsed = parseCredentialReport(new TextDecoder().decode(report.Content), report.GeneratedTime);
    // "The first row of the report is for the root user": without it the report is not whole.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
    if (parsed.root === undefined && partition.rootUser !== 'none')
      throw new Error('the credential report that AWS sent has no row for the root user');
    return parsed;
  },
);

/** What the report says of root. */
export const rootReport = derive({ report: sentReport }, ({ report }) => report.root);

/** The report on all users of the account, those included who are newer than it. */
export const credentialReport = derive(
  { report: sentReport, details: authorizationDetails },
  ({ report, details }) => withNewerUsers(report, details),
);

/** The same, for rules that only weigh by it what they find. */
export const optionalCredentialReport = optional(credentialReport);

export function withNewerUsers(
  report: CredentialReport,
  { UserDetailList }: Pick<AuthorizationDetails, 'UserDetailList'>,
): CredentialReport {
  const known = new Set(report.users.map(({ arn }) => arn));
  const newer = UserDetailList.filter(({ Arn }) => !known.has(Arn)).map(({ UserName, Arn, CreateDate }) => ({
    ...reportedUser({ user: UserName, arn: Arn }, report.generated),
    reported: false,
    created: CreateDate,
  }));
  return { ...report, users: [...report.users, ...newer] };
}

/**
 * Columns are found by their names, since AWS adds some.
 * @throws when the text is no table, or a row names no user.
 */
export function parseCredentialReport(csv: string, generated: Date | undefined): CredentialReport {
  const rows = parse<Record<string, string>>(csv, { columns: true, skip_empty_lines: true });
  const users = rows.map((row) => reportedUser(row, generated));
  return {
    root: users.find(isRoot),
    users: users.filter((user) => !isRoot(user)),
    generated,
  };
}

const isRoot = ({ name }: ReportedUser) => name === '<root_account>';

function reportedUser(columns: Readonly<Record<string, string>>, generated: Date | undefined): ReportedUser {
  const { user: name, arn } = columns;
  if (!name || !arn) throw new Error('a row of the credential report names no user');
  return {
    name,
    arn,
    reported: true,
    created: time(columns.user_creation_time),
    mfa: flag(columns.mfa_active),
    password: credential(columns, {
      part: 'password',
      name: 'the password',
      enabled: 'password_enabled',
      changed: 'password_last_changed',
      lastUsed: 'password_last_used',
    }),
    accessKeys: [accessKey(columns, 1), accessKey(columns, 2)],
    certificates: [flag(columns.cert_1_active), flag(columns.cert_2_active)],
    hasMore: hasMore(columns.additional_credentials_info),
    columns,
    generated,
  };
}

const accessKey = (columns: Readonly<Record<string, string>>, number: 1 | 2): ReportedCredential =>
  credential(columns, {
    part: `access-key-${number}`,
    name: `access key ${number}`,
    enabled: `access_key_${number}_active`,
    changed: `access_key_${number}_last_rotated`,
    lastUsed: `access_key_${number}_last_used_date`,
  });

function credential(
  columns: Readonly<Record<string, string>>,
  is: Pick<ReportedCredential, 'part' | 'name'> & Record<'enabled' | 'changed' | 'lastUsed', string>,
): ReportedCredential {
  const changed = time(columns[is.changed]);
  const lastUsed = use(columns[is.lastUsed]);
  return {
    part: is.part,
    name: is.name,
    enabled: flag(columns[is.enabled]),
    changed,
    lastUsed,
    idleSince: lastUsed === 'never' ? changed : lastUsed,
    columns: [is.enabled, is.changed, is.lastUsed],
  };
}

/** The documentation writes TRUE, the report true. */
function flag(text: string | undefined): boolean | undefined {
  switch (text?.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return undefined;
  }
}

function time(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Passwords that were never used have no_information, keys N/A: also uses before AWS began to track them in 2014. */
function use(text: string | undefined): Date | 'never' | undefined {
  return text === 'N/A' || text === 'no_information' ? 'never' : time(text);
}

/** The number of further keys and certificates, in words. The column is missing where nobody has any. */
function hasMore(text: string | undefined): boolean {
  return !['', 'N/A', 'no_information', 'not_supported'].includes(text ?? '');
}

/** Why a user with more than two keys or certificates cannot be judged as a whole. */
export const NOT_DESCRIBED = 'the user has keys or certificates that the credential report does not describe';

/** Why something of a user is not known. @param what as it follows "does not say" */
export function notSaid({ reported }: ReportedUser, what: string): string {
  return reported
    ? `the credential report does not say ${what}`
    : 'the user is newer than the credential report';
}

/** Columns of a row, with the time of the report, as evidence. */
export function told(user: ReportedUser, ...columns: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    ...Object.fromEntries(
      columns.map((column) => [column, flag(user.columns[column]) ?? user.columns[column]]),
    ),
    GeneratedTime: user.generated?.toISOString(),
  };
}

/** The moment so many days before another. */
export function daysBefore(moment: Date, days: number): Date {
  return new Date(moment.getTime() - days * 86_400_000);
}
