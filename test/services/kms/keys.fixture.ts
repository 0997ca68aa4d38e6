import { denied } from '../../support/faults.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam, type Wire } from '../../support/wire.ts';

export const arnOf = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;

/** What AWS says of an ordinary key. */
export const symmetric = {
  KeyManager: 'CUSTOMER',
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyState: 'Enabled',
  Origin: 'AWS_KMS',
} as const;

/** Keys by their ids, of which those that have nothing to be said about may not be described. */
export function keysOf(
  keys: Readonly<Record<string, Wire | undefined>>,
  aliases: readonly Wire[] = [],
): Answers {
  return {
    'kms:ListKeys': (call) =>
      success(call, {
        Keys: Object.keys(keys).map((id) => ({ KeyId: id, KeyArn: arnOf(id) })),
        Truncated: false,
      }),
    'kms:ListAliases': (call) => success(call, { Aliases: aliases, Truncated: false }),
    'kms:DescribeKey': (call, upstream) => {
      const id = textParam(call, 'KeyId') ?? '';
      const key = keys[id];
      return key === undefined
        ? denied()(call, upstream)
        : success(call, { KeyMetadata: { KeyId: id, ...Object(key) } });
    },
  };
}
