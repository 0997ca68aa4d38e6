import { shield } from './service.ts';
import { subscriptionState } from './subscription.ts';

/**
 * How many people the Shield Response Team can reach; undefined without a subscription. Their names, mail addresses and
 * phone numbers are personal data and stay at AWS.
 * https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_DescribeEmergencyContactSettings.html
 */
export const emergencyContacts = shield
  .using(subscriptionState)
  .reader(
    [{ ifAny: 'DescribeEmergencyContactSettings' }],
    async ({ sdk, client, ask }): Promise<number | undefined> => {
      if ((await ask(subscriptionState)) !== 'ACTIVE') return undefined;
      try {
        const { EmergencyContactList } = await client.send(
          new sdk.DescribeEmergencyContactSettingsCommand({}),
        );
        return EmergencyContactList?.length ?? 0;
      } catch (error) {
        if (error instanceof sdk.ResourceNotFoundException) return 0;
        throw error;
      }
    },
  );

/** What the Shield Response Team may use of the account. */
export interface ResponseTeamAccess {
  readonly RoleArn: string | undefined;
}

/**
 * The role that the Shield Response Team works with, where somebody gave it one; undefined without a subscription.
 * https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_DescribeDRTAccess.html
 */
export const responseTeamAccess = shield
  .using(subscriptionState)
  .reader(
    [{ ifAny: 'DescribeDRTAccess' }],
    async ({ sdk, client, ask }): Promise<ResponseTeamAccess | undefined> => {
      if ((await ask(subscriptionState)) !== 'ACTIVE') return undefined;
      try {
        const { RoleArn } = await client.send(new sdk.DescribeDRTAccessCommand({}));
        return { RoleArn };
      } catch (error) {
        if (error instanceof sdk.ResourceNotFoundException) return { RoleArn: undefined };
        throw error;
      }
    },
  );
