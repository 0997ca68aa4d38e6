import { motoAccountId } from '../../moto.ts';
import type { Answers } from '../../stub.ts';
import { type Call, success, textParam, type Wire } from '../../wire.ts';
import type { ServiceWorld, Surroundings } from './service-world.ts';
import { allow, document, forAccount } from './statements.ts';

const STRANGER = '999988887777';

interface Key {
  readonly metadata?: Readonly<Record<string, Wire>>;
  /** Of its policy, besides that the account may administer it. */
  readonly statements?: readonly object[];
  readonly lockedOut?: true;
  readonly rotates?: boolean;
  readonly grants?: readonly Wire[];
  /** Days since its last use. */
  readonly unused?: number;
}

const administeredBy = (accountId: string) => allow({ AWS: `arn:aws:iam::${accountId}:root` }, 'kms:*');

/** Keys in us-east-1, by id, besides one that AWS manages. */
function keys(byId: Readonly<Record<string, Key>>, { accountId, now }: Surroundings): Answers {
  const seconds = (days: number) => Math.floor(now.getTime() / 1000) - days * 86_400;
  const keyOf = (call: Call) => byId[textParam(call, 'KeyId') ?? ''];
  const listed = [...Object.keys(byId), 'of-aws'].map((KeyId) => ({
    KeyId,
    KeyArn: `arn:aws:kms:us-east-1:${accountId}:key/${KeyId}`,
  }));
  return {
    'kms:ListKeys': (call) =>
      success(call, { Keys: call.region === 'us-east-1' ? listed : [], Truncated: false }),
    'kms:ListAliases': (call) =>
      success(call, {
        Aliases: [{ AliasName: 'alias/aws/ebs', TargetKeyId: 'of-aws' }],
        Truncated: false,
      }),
    'kms:DescribeKey': (call) =>
      success(call, {
        KeyMetadata: {
          KeyId: textParam(call, 'KeyId') ?? '',
          KeyManager: 'CUSTOMER',
          KeySpec: 'SYMMETRIC_DEFAULT',
          KeyState: 'Enabled',
          Origin: 'AWS_KMS',
          Enabled: true,
          CreationDate: seconds(500),
          ...keyOf(call)?.metadata,
        },
      }),
    'kms:GetKeyPolicy': (call) =>
      success(call, {
        PolicyName: 'default',
        Policy: document(
          ...(keyOf(call)?.statements ?? []),
          ...(keyOf(call)?.lockedOut ? [] : [administeredBy(accountId)]),
        ),
      }),
    'kms:GetKeyRotationStatus': (call) =>
      success(call, {
        KeyRotationEnabled: keyOf(call)?.rotates ?? true,
        RotationPeriodInDays: 365,
      }),
    'kms:ListGrants': (call) => success(call, { Grants: keyOf(call)?.grants ?? [], Truncated: false }),
    'kms:GetKeyLastUsage': (call) =>
      success(call, {
        KeyLastUsage: { Operation: 'Decrypt', Timestamp: seconds(keyOf(call)?.unused ?? 1) },
        TrackingStartDate: seconds(400),
        KeyCreationDate: seconds(500),
      }),
  };
}

const grantTo = (GranteePrincipal: string): Wire => ({
  GrantId: 'g1',
  GranteePrincipal,
  Operations: ['Decrypt'],
});

const signing = { metadata: { KeySpec: 'RSA_2048' } };
const toService = { grants: [grantTo('dynamodb.us-east-1.amazonaws.com')] };

const badlyKept: Readonly<Record<string, Key>> = {
  'open-key': { statements: [allow('*', ['kms:Decrypt', 'kms:Encrypt'])] },
  'deputy-key': { statements: [allow({ Service: 'sns.amazonaws.com' }, 'kms:Decrypt')] },
  'locked-out-key': {
    lockedOut: true,
    statements: [allow({ Service: 'logs.amazonaws.com' }, 'kms:Decrypt', forAccount(motoAccountId))],
  },
  'shared-key': { statements: [allow({ AWS: `arn:aws:iam::${STRANGER}:root` }, 'kms:Decrypt')] },
  'granted-key': { grants: [grantTo(`arn:aws:iam::${STRANGER}:role/worker`)] },
  'not-rotating-key': { rotates: false },
  'doomed-key': { metadata: { KeyState: 'PendingDeletion', Enabled: false } },
  'disabled-key': { metadata: { KeyState: 'Disabled', Enabled: false } },
  'unused-key': { unused: 300 },
  'signing-key': signing,
};

const allBut = (...ids: readonly string[]) => Object.keys(badlyKept).filter((id) => !ids.includes(id));
const off = ['doomed-key', 'disabled-key'];

export const kmsWorld: ServiceWorld = {
  badlyKept: { answers: (surroundings) => keys(badlyKept, surroundings) },
  wellKept: { answers: (surroundings) => keys({ app: toService, signing }, surroundings) },
  finds: {
    'kms/rotation-off': {
      fails: ['not-rotating-key'],
      passes: allBut('not-rotating-key', 'signing-key', ...off),
      notApplicable: ['signing-key', ...off],
    },
    'kms/key-pending-deletion': { fails: ['doomed-key'], passes: allBut('doomed-key') },
    'kms/key-disabled': {
      fails: ['disabled-key'],
      passes: allBut(...off),
      notApplicable: ['doomed-key'],
    },
    'kms/key-public': {
      fails: ['open-key', 'deputy-key', 'locked-out-key administration'],
      passes: allBut('open-key', 'deputy-key'),
    },
    'kms/key-shared-outside-organization': { fails: ['shared-key'], passes: allBut('shared-key') },
    'kms/grant-to-outsider': { fails: ['granted-key'], passes: allBut('granted-key') },
    'kms/key-unused': { fails: ['unused-key'], passes: allBut('unused-key', ...off) },
  },
};
