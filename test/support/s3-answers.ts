import type { Answerer, Answers } from './stub.ts';
import { type Call, failure, success, textParam, type Wire } from './wire.ts';

/** A bucket, as S3 answers about it; what is left out was never set. */
export interface StubBucket {
  readonly name: string;
  /** us-east-1 if left out. */
  readonly region?: string;
  /** The statements of its policy, or its whole text. */
  readonly policy?: readonly object[] | string | undefined;
  /** Besides the grant to the owner: who by URI or canonical id, and what. */
  readonly grants?: readonly { readonly to: string; readonly permission: string }[];
  /** Block public access: the settings that are on. */
  readonly blocks?: readonly string[];
  readonly ownership?: string;
  readonly encryption?: string;
  readonly versioning?: string;
  readonly mfaDelete?: string;
  readonly logsTo?: string;
  readonly locked?: boolean;
}

/** An access point, as S3 Control answers about it. */
export interface StubAccessPoint {
  readonly name: string;
  readonly bucket: string;
  /** The account that is asked, if left out. */
  readonly bucketAccount?: string;
  readonly region?: string;
  readonly origin?: 'Internet' | 'VPC';
  readonly policy?: readonly object[] | undefined;
  readonly blocks?: readonly string[];
  /** Whether it is one of several Regions, by its alias. */
  readonly alias?: string;
  /** Of one of several Regions: `READY` if left out. */
  readonly status?: string;
}

export const ALL_FOUR = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];

/** The canonical id of the account. */
export const OWNER = 'c0ffee';

const settings = (on: readonly string[]) =>
  Object.fromEntries(ALL_FOUR.map((name) => [name, on.includes(name)]));

const policyText = (policy: readonly object[] | string) =>
  typeof policy === 'string' ? policy : JSON.stringify({ Version: '2012-10-17', Statement: policy });

const none =
  (code: string, status = 404) =>
  (call: Call) =>
    failure(call, { code, message: 'there is none', status });

/** What S3 answers about these buckets: each only in its own Region, in others where it is. */
export function s3Answers(buckets: readonly StubBucket[]): Answers {
  const about =
    (answer: (bucket: StubBucket) => Wire | undefined, unset: string): Answerer =>
    (call) => {
      const bucket = buckets.find(({ name }) => name === textParam(call, 'Bucket'));
      if (bucket === undefined) return none('NoSuchBucket')(call);
      if ((bucket.region ?? 'us-east-1') !== call.region) return none('PermanentRedirect', 301)(call);
      const result = answer(bucket);
      if (result === undefined) return none(unset)(call);
      return success(call, typeof result === 'object' && isMap(result) ? result : { Policy: result });
    };
  return {
    's3:ListBuckets': (call) =>
      success(call, {
        Buckets: {
          Bucket: buckets.map(({ name, region = 'us-east-1' }) => ({
            Name: name,
            CreationDate: new Date(0),
            BucketRegion: region,
          })),
        },
        Owner: { ID: OWNER },
      }),
    's3:GetBucketPolicy': about(
      ({ policy }) => (policy === undefined ? undefined : policyText(policy)),
      'NoSuchBucketPolicy',
    ),
    's3:GetBucketAcl': about(
      ({ grants = [] }) => ({
        Owner: { ID: OWNER },
        AccessControlList: {
          Grant: [{ to: OWNER, permission: 'FULL_CONTROL' }, ...grants].map(({ to, permission }) => ({
            Grantee: to.includes('/') ? { URI: to } : { ID: to },
            Permission: permission,
          })),
        },
      }),
      '',
    ),
    's3:GetPublicAccessBlock': about(
      ({ blocks }) => (blocks === undefined ? undefined : settings(blocks)),
      'NoSuchPublicAccessBlockConfiguration',
    ),
    's3:GetBucketOwnershipControls': about(
      ({ ownership }) => (ownership === undefined ? undefined : { Rule: [{ ObjectOwnership: ownership }] }),
      'OwnershipControlsNotFoundError',
    ),
    's3:GetBucketEncryption': about(
      ({ encryption }) =>
        encryption === undefined
          ? undefined
          : { Rule: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: encryption } }] },
      'ServerSideEncryptionConfigurationNotFoundError',
    ),
    's3:GetBucketVersioning': about(
      ({ versioning, mfaDelete }) => ({ Status: versioning, MfaDelete: mfaDelete }),
      '',
    ),
    's3:GetBucketLogging': about(
      ({ logsTo }) =>
        logsTo === undefined ? {} : { LoggingEnabled: { TargetBucket: logsTo, TargetPrefix: 'access/' } },
      '',
    ),
    's3:GetObjectLockConfiguration': about(
      ({ locked }) => (locked ? { ObjectLockEnabled: 'Enabled' } : undefined),
      'ObjectLockConfigurationNotFoundError',
    ),
  };
}

/** @param blocks the settings of the account that are on; undefined where they were never set */
export function s3ControlAnswers(
  blocks: readonly string[] | undefined,
  points: readonly StubAccessPoint[] = [],
  accountId = '111122223333',
): Answers {
  const pointNamed = (call: Call) => points.find(({ name }) => name === textParam(call, 'Name'));
  const regional = points.filter(({ alias }) => alias === undefined);
  return {
    's3control:GetPublicAccessBlock': (call) =>
      blocks === undefined
        ? none('NoSuchPublicAccessBlockConfiguration')(call)
        : success(call, settings(blocks)),
    's3control:ListAccessPoints': (call) =>
      success(call, {
        AccessPointList: {
          AccessPoint: regional
            .filter(({ region = 'us-east-1' }) => region === call.region)
            .map(({ name, bucket, bucketAccount = accountId, origin = 'Internet' }) => ({
              Name: name,
              NetworkOrigin: origin,
              Bucket: bucket,
              AccessPointArn: `arn:aws:s3:${call.region}:${accountId}:accesspoint/${name}`,
              BucketAccountId: bucketAccount,
            })),
        },
      }),
    's3control:GetAccessPoint': (call) => {
      const point = pointNamed(call);
      return point === undefined
        ? none('NoSuchAccessPoint')(call)
        : success(call, {
            Name: point.name,
            Bucket: point.bucket,
            PublicAccessBlockConfiguration: settings(point.blocks ?? []),
          });
    },
    's3control:GetAccessPointPolicy': (call) => {
      const policy = pointNamed(call)?.policy;
      return policy === undefined
        ? none('NoSuchAccessPointPolicy')(call)
        : success(call, { Policy: policyText(policy) });
    },
    's3control:ListMultiRegionAccessPoints': (call) =>
      success(call, {
        AccessPoints: {
          AccessPoint: points.flatMap(
            ({ name, alias, bucket, blocks = [], region = 'us-east-1', status = 'READY' }) =>
              alias === undefined
                ? []
                : [
                    {
                      Name: name,
                      Alias: alias,
                      Status: status,
                      PublicAccessBlock: settings(blocks),
                      Regions: {
                        Region: [{ Bucket: bucket, Region: region, BucketAccountId: accountId }],
                      },
                    },
                  ],
          ),
        },
      }),
    's3control:GetMultiRegionAccessPointPolicy': (call) => {
      const policy = pointNamed(call)?.policy;
      return policy === undefined
        ? none('NoSuchMultiRegionAccessPointPolicy')(call)
        : success(call, { Policy: { Established: { Policy: policyText(policy) } } });
    },
  };
}

function isMap(value: object): value is { readonly [name: string]: Wire } {
  return !Array.isArray(value);
}
