import type { KeyMetadata } from '@aws-sdk/client-kms';

/**
 * Whether KMS can rotate the material of a key by itself, or else why not. What AWS does not say is no reason.
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export function rotates({ KeySpec, Origin, KeyState, MultiRegionConfiguration }: KeyMetadata): true | string {
  if (KeySpec !== undefined && KeySpec !== 'SYMMETRIC_DEFAULT')
    return 'only symmetric encryption keys rotate by themselves; asymmetric and HMAC keys are replaced by hand';
  switch (Origin) {
    case 'EXTERNAL':
      return 'its key material is imported, which rotates on demand alone';
    case 'AWS_CLOUDHSM':
      return 'its key material is in an AWS CloudHSM cluster, which does not rotate it';
    case 'EXTERNAL_KEY_STORE':
      return 'its key material is in an external key store, which rotates it or not';
    default:
  }
  if (MultiRegionConfiguration?.MultiRegionKeyType === 'REPLICA')
    return `it is a replica, and rotates with its primary key in ${MultiRegionConfiguration.PrimaryKey?.Region ?? 'another Region'}`;
  if (KeyState !== undefined && KeyState !== 'Enabled')
    return `it is not enabled (${KeyState}), and such a key does not rotate`;
  return true;
}
