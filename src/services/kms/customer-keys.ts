import type { KeyMetadata } from '@aws-sdk/client-kms';
import { named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { Answer, ItemAnswer } from '../../aws/reader.ts';
import { stillThere } from '../../aws/still-there.ts';
import { kms } from './service.ts';

/** A key that is not of those that AWS manages, as its aliases tell. */
export interface ListedKey {
  readonly KeyId: string;
  readonly KeyArn: string;
  /** Its aliases, without `alias/`. */
  readonly aliases: readonly string[];
}

/** A key that the customer manages, or may be such: what AWS says of it, or why it does not. */
export interface CustomerKey extends ListedKey {
  readonly metadata: Answer<KeyMetadata>;
}

/** AWS alone makes aliases that begin so, and each of its keys has one. https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html */
const OF_AWS = 'alias/aws/';

/**
 * The keys of the Region but those that AWS manages, which nobody can set: the aliases tell these, so that they need no
 * call each.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html
 */
export const listedKeys = kms.reader(
  ['ListKeys', { ifAny: 'ListAliases' }],
  async ({ sdk, client }): Promise<readonly ListedKey[]> => {
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
    return keys
      .filter(({ KeyId }) => !ofAws.has(KeyId))
      .map(({ KeyId, KeyArn }) => ({
        KeyId,
        KeyArn,
        aliases: aliases.flatMap(({ AliasName, TargetKeyId }) =>
          TargetKeyId === KeyId ? AliasName.replace(/^alias\//, '') : [],
        ),
      }));
  },
);

/**
 * The same with what AWS says of each, for rules on their state or kind. A key whose policy does not let it be described
 * carries the error.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export const customerKeys = kms
  .using(listedKeys)
  .reader([{ ifAny: 'DescribeKey' }], async ({ sdk, client, ask, each }): Promise<readonly CustomerKey[]> => {
    const answers = await each(await ask(listedKeys), async ({ KeyId }) => {
      const { KeyMetadata } = await client.send(new sdk.DescribeKeyCommand({ KeyId }));
      if (KeyMetadata === undefined) throw new Error('AWS did not describe the key');
      return KeyMetadata;
    });
    return stillThere(answers, GONE)
      .filter(({ answer }) => !answer.ok || answer.value.KeyManager !== 'AWS')
      .map(({ item, answer }) => ({ ...item, metadata: answer }));
  });

const GONE = 'NotFoundException';

/** An answer about one of them. */
export interface KeyAnswer<T, Key extends ListedKey = ListedKey> {
  readonly key: Key;
  readonly answer: Answer<T>;
}

/** The answers about keys that are still there. */
export function aboutKeys<T, Key extends ListedKey>(
  answers: readonly ItemAnswer<Key, T>[],
): readonly KeyAnswer<T, Key>[] {
  return stillThere(answers, GONE).map(({ item: key, answer }) => ({ key, answer }));
}
