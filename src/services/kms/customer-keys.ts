import type { KeyMetadata } from '@aws-sdk/client-kms';
import { named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { Answer, ItemAnswer } from '../../aws/reader.ts';
import { stillThere } from '../../aws/still-there.ts';
import { kms } from './service.ts';

/** A key that the customer manages, or may be such: what AWS says of it, or why it does not. */
export interface CustomerKey {
  readonly KeyId: string;
  readonly KeyArn: string;
  /** Its aliases, without `alias/`. */
  readonly aliases: readonly string[];
  readonly metadata: Answer<KeyMetadata>;
}

/** AWS alone makes aliases that begin so, and each of its keys has one. https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html */
const OF_AWS = 'alias/aws/';

/**
 * The keys of the Region that the customer manages. The aliases tell those that AWS manages, which nobody can set, so
 * that they need no call each. A key whose policy does not let it be described carries the error.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export const customerKeys = kms.reader(
  ['ListKeys', { ifAny: 'ListAliases' }, { ifAny: 'DescribeKey' }],
  async ({ sdk, client, each }): Promise<readonly CustomerKey[]> => {
    const keys = await pages(sdk.paginateListKeys({ client, pageSize: 1000 }, {}), (page) =>
      named(page.Keys, 'KeyId', 'KeyArn'),
    );
    if (keys.length === 0) return [];
    const aliases = await pages(sdk.paginateListAliases({ client, pageSize: 100 }, {}), (page) =>
      named(page.Aliases, 'AliasName'),
    );
    const ofAws = new Set(
      aliases.flatMap(({ AliasName, TargetKeyId }) => (AliasName.startsWith(OF_AWS) ? TargetKeyId : [])),
    );
    const answers = await each(
      keys.filter(({ KeyId }) => !ofAws.has(KeyId)),
      async ({ KeyId }) => {
        const { KeyMetadata } = await client.send(new sdk.DescribeKeyCommand({ KeyId }));
        if (KeyMetadata === undefined) throw new Error('AWS did not describe the key');
        return KeyMetadata;
      },
    );
    return stillThere(answers, GONE)
      .filter(({ answer }) => !answer.ok || answer.value.KeyManager !== 'AWS')
      .map(({ item: { KeyId, KeyArn }, answer }) => ({
        KeyId,
        KeyArn,
        aliases: aliases.flatMap(({ AliasName, TargetKeyId }) =>
          TargetKeyId === KeyId ? AliasName.replace(/^alias\//, '') : [],
        ),
        metadata: answer,
      }));
  },
);

const GONE = 'NotFoundException';

/** An answer about one of them. */
export interface KeyAnswer<T> {
  readonly key: CustomerKey;
  readonly answer: Answer<T>;
}

/** The answers about keys that are still there. */
export function aboutKeys<T>(answers: readonly ItemAnswer<CustomerKey, T>[]): readonly KeyAnswer<T>[] {
  return stillThere(answers, GONE).map(({ item: key, answer }) => ({ key, answer }));
}
