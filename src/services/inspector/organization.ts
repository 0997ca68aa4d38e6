import type { AutoEnable } from '@aws-sdk/client-inspector2';
import { organizationPosition } from '../organizations/organization.ts';
import { isOn, scanning } from './account.ts';
import { inspector } from './service.ts';

/** What the account is to Inspector of its organization, in one Region. */
export type InspectorStanding =
  /** Inspector scans nothing here. */
  | { readonly kind: 'off' }
  | { readonly kind: 'outside organization' }
  | { readonly kind: 'administrator'; readonly autoEnable: AutoEnable }
  | {
      readonly kind: 'other';
      readonly managementAccountId: string;
      /** The delegated administrator, where the management account was told of one. */
      readonly administratorId: string | undefined;
    };

/**
 * Whether the account administers Inspector, and then what is turned on by itself in new accounts; the delegated
 * administrator alone is asked for that, and the management account who that is.
 * https://docs.aws.amazon.com/inspector/v2/APIReference/API_DescribeOrganizationConfiguration.html
 * https://docs.aws.amazon.com/inspector/v2/APIReference/API_GetDelegatedAdminAccount.html
 */
export const inspectorStanding = inspector
  .using(scanning, { ifAny: organizationPosition })
  .reader(
    [{ ifAny: 'DescribeOrganizationConfiguration' }, { ifAny: 'GetDelegatedAdminAccount' }],
    async ({ sdk, client, accountId, ask }): Promise<InspectorStanding> => {
      if (!isOn(await ask(scanning))) return { kind: 'off' };
      const position = await ask(organizationPosition);
      if (position.kind === 'standalone') return { kind: 'outside organization' };

      const delegatedAdministrator = async () => {
        try {
          const { delegatedAdmin } = await client.send(new sdk.GetDelegatedAdminAccountCommand({}));
          return delegatedAdmin?.accountId;
        } catch (error) {
          if (error instanceof sdk.ResourceNotFoundException) return undefined;
          throw error;
        }
      };
      const administratorId =
        position.kind === 'management'
          ? await delegatedAdministrator()
          : position.kind === 'delegated' && position.services.includes('inspector2.amazonaws.com')
            ? accountId
            : undefined;
      if (administratorId !== accountId)
        return {
          kind: 'other',
          managementAccountId: position.organization.MasterAccountId,
          administratorId,
        };
      const { autoEnable } = await client.send(new sdk.DescribeOrganizationConfigurationCommand({}));
      if (autoEnable === undefined) throw new Error('AWS sent no autoEnable');
      return { kind: 'administrator', autoEnable };
    },
  );
