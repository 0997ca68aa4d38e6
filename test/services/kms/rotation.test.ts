import { describe, expect, it } from 'vitest';
import { rotates } from '../../../src/services/kms/rotation.ts';
import { symmetric } from './keys.fixture.ts';

describe('rotates', () => {
  const key = { KeyId: 'k', ...symmetric };
  it.each<[string, Parameters<typeof rotates>[0], true | RegExp]>([
    ['a symmetric key', key, true],
    ['a signing key', { ...key, KeySpec: 'ECC_NIST_P256' }, /asymmetric/],
    ['an HMAC key', { ...key, KeySpec: 'HMAC_256' }, /HMAC/],
    ['imported material', { ...key, Origin: 'EXTERNAL' }, /imported/],
    ['a CloudHSM cluster', { ...key, Origin: 'AWS_CLOUDHSM' }, /CloudHSM/],
    ['an external key store', { ...key, Origin: 'EXTERNAL_KEY_STORE' }, /external key store/],
    [
      'a replica',
      {
        ...key,
        MultiRegion: true,
        MultiRegionConfiguration: {
          MultiRegionKeyType: 'REPLICA',
          PrimaryKey: { Arn: 'arn', Region: 'us-east-1' },
        },
      },
      /primary key in us-east-1/,
    ],
    [
      'a primary',
      { ...key, MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY' } },
      true,
    ],
    ['a key of which AWS says neither form nor state', { KeyId: 'k' }, true],
    ['a disabled key', { ...key, KeyState: 'Disabled' }, /Disabled/],
  ])('%s', (_what, metadata, expected) => {
    expect(rotates(metadata)).toEqual(expected === true ? true : expect.stringMatching(expected));
  });
});
