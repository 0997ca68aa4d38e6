import type { GetKeyRotationStatusResponse, GrantListEntry } from '@aws-sdk/client-kms';
import { pages } from '../../aws/pages.ts';
import type { PolicyText } from '../../policy/outside/admission.ts';
import { aboutKeys, type CustomerKey, customerKeys, type KeyAnswer, listedKeys } from './customer-keys.ts';
import { rotates } from './rotation.ts';
import { kms } from './service.ts';

/**
 * The policies of the customer's keys: each has one, named default. One that may not be read carries its error.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
 */
export const keyPolicies = kms.using(listedKeys).reader(
  [{ ifAny: 'GetKeyPolicy' }],
  async ({ sdk, client, ask, each }): Promise<readonly KeyAnswer<PolicyText>[]> =>
    aboutKeys(
      await each(await ask(listedKeys), async ({ KeyId }): Promise<PolicyText> => {
        const { Policy } = await client.send(new sdk.GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
        if (Policy === undefined) throw new Error('AWS sent no policy of the key');
        return { name: 'Policy', text: Policy };
      }),
    ),
);

/** Whether the material of a key rotates, and how often. */
export type Rotation = Pick<
  GetKeyRotationStatusResponse,
  'KeyRotationEnabled' | 'RotationPeriodInDays' | 'NextRotationDate'
>;

/**
 * Of the customer's keys that can rotate by themselves. Those that could not be described are left out: `customerKeys`
 * carries their errors.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
 */
export const keyRotations = kms
  .using(customerKeys)
  .reader(
    [{ ifAny: 'GetKeyRotationStatus' }],
    async ({ sdk, client, ask, each }): Promise<readonly KeyAnswer<Rotation, CustomerKey>[]> => {
      const keys = (await ask(customerKeys)).filter(
        ({ metadata }) => metadata.ok && rotates(metadata.value) === true,
      );
      return aboutKeys(
        await each(keys, async ({ KeyId }): Promise<Rotation> => {
          const { KeyRotationEnabled, RotationPeriodInDays, NextRotationDate } = await client.send(
            new sdk.GetKeyRotationStatusCommand({ KeyId }),
          );
          return { KeyRotationEnabled, RotationPeriodInDays, NextRotationDate };
        }),
      );
    },
  );

/** Whom a grant lets use a key, and for what. */
export type Grant = Pick<
  GrantListEntry,
  | 'GrantId'
  | 'Name'
  | 'CreationDate'
  | 'GranteePrincipal'
  | 'GranteeServicePrincipal'
  | 'IssuingAccount'
  | 'Operations'
  | 'Constraints'
>;

/**
 * The grants of each of the customer's keys.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html
 */
export const keyGrants = kms.using(listedKeys).reader(
  [{ ifAny: 'ListGrants' }],
  async ({ sdk, client, ask, each }): Promise<readonly KeyAnswer<readonly Grant[]>[]> =>
    aboutKeys(
      await each(await ask(listedKeys), ({ KeyId }) =>
        pages(sdk.paginateListGrants({ client, pageSize: 100 }, { KeyId }), (page) =>
          page.Grants?.map(
            ({
              GrantId,
              Name,
              CreationDate,
              GranteePrincipal,
              GranteeServicePrincipal,
              IssuingAccount,
              Operations,
              Constraints,
            }): Grant => ({
              GrantId,
              Name,
              CreationDate,
              GranteePrincipal,
              GranteeServicePrincipal,
              IssuingAccount,
              Operations,
              Constraints,
            }),
          ),
        ),
      ),
    ),
);

/** When a key was used, as far as KMS has kept count. */
export interface KeyUsage {
  /** The last use that KMS knows of; undefined where there was none since `TrackingStartDate`. */
  readonly LastUsed: Date | undefined;
  readonly Operation: string | undefined;
  /** Since when KMS counts, or the key is there. */
  readonly TrackingStartDate: Date;
}

/**
 * When the customer's enabled keys were used last; one that could not be described, and may be enabled, carries that
 * error. AWS answers five such questions a second, so that 500 keys in a Region
 * take 100 seconds.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
 */
export const keyUsages = kms
  .using(customerKeys)
  .reader(
    [{ ifAny: 'GetKeyLastUsage' }],
    async ({ sdk, client, ask, each }): Promise<readonly KeyAnswer<KeyUsage, CustomerKey>[]> => {
      const keys = (await ask(customerKeys)).filter(
        ({ metadata }) => !metadata.ok || metadata.value.KeyState === 'Enabled',
      );
      return aboutKeys(
        await each(keys, async ({ KeyId, metadata }): Promise<KeyUsage> => {
          if (!metadata.ok) throw metadata.error;
          const { KeyLastUsage, TrackingStartDate } = await client.send(
            new sdk.GetKeyLastUsageCommand({ KeyId }),
          );
          if (TrackingStartDate === undefined)
            throw new Error('AWS did not say since when it knows of uses of the key');
          return {
            LastUsed: KeyLastUsage?.Timestamp,
            Operation: KeyLastUsage?.Operation,
            TrackingStartDate,
          };
        }),
      );
    },
  );
