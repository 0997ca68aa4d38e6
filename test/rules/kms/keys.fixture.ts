import type { CustomerKey } from '../../../src/services/kms/index.ts';
import { deniedPolicy } from '../openings.fixture.ts';

type Metadata = Extract<CustomerKey['metadata'], { ok: true }>['value'];

/** An enabled symmetric key, with what differs. */
export function keyOf(more: Partial<Metadata> = {}): CustomerKey {
  return {
    KeyId: 'k',
    KeyArn: 'arn:aws:kms:us-east-1:111122223333:key/k',
    aliases: ['app'],
    metadata: {
      ok: true,
      value: {
        KeyId: 'k',
        KeyManager: 'CUSTOMER',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyState: 'Enabled',
        Origin: 'AWS_KMS',
        Enabled: true,
        ...more,
      },
    },
  };
}

/** A key that may not be described. */
export const shutKey: CustomerKey = { ...keyOf(), aliases: [], metadata: deniedPolicy };

export const denied = deniedPolicy;

/** An answer about the key. */
export const answered = <T>(value: T, key = keyOf()) => ({ key, answer: { ok: true, value } as const });
