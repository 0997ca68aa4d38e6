import { motoAccountId } from '../../moto.ts';
import { ALL_FOUR, type StubBucket, s3Answers, s3ControlAnswers } from '../../s3-answers.ts';
import type { ServiceWorld } from './service-world.ts';

const deniesPlainHttp = (bucket: string) => ({
  Sid: 'OnlyOverTls',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

const allows = (Principal: unknown, Resource: string) => ({
  Effect: 'Allow',
  Principal,
  Action: 's3:GetObject',
  Resource,
});

/** A bucket that every rule passes. */
const kept = (name: string, region: string): StubBucket => ({
  name,
  region,
  policy: [deniesPlainHttp(name)],
  blocks: ALL_FOUR,
  ownership: 'BucketOwnerEnforced',
  encryption: 'aws:kms',
  versioning: 'Enabled',
  mfaDelete: 'Enabled',
  logsTo: 'access-logs',
});

/** A bucket open to everybody and to a partner, by policy, by ACL and by an access point; one that another account
 * reads; the one that CloudTrail writes to, open as well; a good one. */
export const badlyKept: readonly StubBucket[] = [
  {
    name: 'public-downloads',
    policy: [
      allows('*', 'arn:aws:s3:::public-downloads/*'),
      allows({ AWS: 'arn:aws:iam::999988887777:root' }, 'arn:aws:s3:::public-downloads/*'),
    ],
    grants: [{ to: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ' }],
    ownership: 'ObjectWriter',
    encryption: 'AES256',
  },
  {
    name: 'partner-exchange',
    region: 'eu-west-1',
    policy: [allows({ AWS: 'arn:aws:iam::999988887777:root' }, 'arn:aws:s3:::partner-exchange/*')],
    encryption: 'AES256',
    versioning: 'Suspended',
  },
  {
    name: `trail-${motoAccountId}`,
    policy: [allows('*', `arn:aws:s3:::trail-${motoAccountId}/*`)],
    encryption: 'AES256',
  },
  kept('ledger', 'eu-central-1'),
  { ...kept('audit', 'us-east-1'), mfaDelete: 'Disabled' },
];

const PUBLIC = 'arn:aws:s3:::public-downloads';
const PARTNER = 'arn:aws:s3:::partner-exchange';
const AUDIT = 'arn:aws:s3:::audit';
const LEDGER = 'arn:aws:s3:::ledger';
const TRAIL = `arn:aws:s3:::trail-${motoAccountId}`;

const EVERY_BUCKET_BUT_THE_GOOD_ONE = {
  fails: [PARTNER, PUBLIC, TRAIL],
  passes: [AUDIT, LEDGER],
};

/** Amazon S3, which moto lacks the Regions of: buckets in three of them, and access points. */
export const s3: ServiceWorld = {
  badlyKept: {
    answers: ({ accountId }) => ({
      ...s3Answers(badlyKept),
      ...s3ControlAnswers(
        undefined,
        [
          {
            name: 'downloads',
            bucket: 'public-downloads',
            policy: [allows('*', '*')],
          },
          { name: 'everywhere', alias: 'mfzwi23gnjvgw.mrap', bucket: 'ledger' },
        ],
        accountId,
      ),
    }),
  },
  wellKept: {
    answers: () => ({ ...s3Answers([kept('ledger', 'eu-central-1')]), ...s3ControlAnswers(ALL_FOUR) }),
  },
  finds: {
    'cloudtrail/log-bucket-access-not-logged': { fails: [TRAIL], passes: [AUDIT] },
    'cloudtrail/log-bucket-deletable': { fails: [AUDIT, TRAIL] },
    'cloudtrail/log-bucket-public': { fails: [TRAIL], passes: [AUDIT] },
    's3/access-point-public': { fails: ['downloads'], passes: ['mfzwi23gnjvgw.mrap'] },
    's3/account-public-access-not-blocked': { fails: ['account'] },
    // A trail of us-east-1 records all objects there.
    's3/bucket-access-not-logged': { fails: [PARTNER], passes: [AUDIT, LEDGER, PUBLIC, TRAIL] },
    's3/bucket-acl-in-use': EVERY_BUCKET_BUT_THE_GOOD_ONE,
    's3/bucket-allows-plain-http': EVERY_BUCKET_BUT_THE_GOOD_ONE,
    's3/bucket-mfa-delete-off': { fails: [AUDIT, PARTNER, PUBLIC, TRAIL], passes: [LEDGER] },
    's3/bucket-not-encrypted-with-kms': EVERY_BUCKET_BUT_THE_GOOD_ONE,
    's3/bucket-public': { fails: [PUBLIC, TRAIL], passes: [AUDIT, LEDGER, PARTNER] },
    's3/bucket-public-access-not-blocked': EVERY_BUCKET_BUT_THE_GOOD_ONE,
    's3/bucket-shared-outside-organization': {
      fails: [PARTNER, PUBLIC],
      passes: [AUDIT, LEDGER, TRAIL],
    },
    's3/bucket-versioning-off': EVERY_BUCKET_BUT_THE_GOOD_ONE,
  },
};
