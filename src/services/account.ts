import { service } from '../aws/service.ts';

const account = service({
  id: 'account',
  region: 'global',
  load: () => import('@aws-sdk/client-account'),
  client: (sdk, config) => new sdk.AccountClient(config),
});

/** An alternate contact that is registered. Name, mail address and phone number are personal data and stay at AWS. */
export interface AlternateContact {
  readonly AlternateContactType: 'BILLING' | 'OPERATIONS' | 'SECURITY';
}

/**
 * The SECURITY contact of the account itself, or undefined when none is registered.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_GetAlternateContact.html
 */
export const securityContact = account.reader(
  ['GetAlternateContact'],
  async ({ sdk, client }): Promise<AlternateContact | undefined> => {
    try {
      const { AlternateContact: contact } = await client.send(
        new sdk.GetAlternateContactCommand({ AlternateContactType: 'SECURITY' }),
      );
      if (contact?.AlternateContactType === undefined) throw new Error('AWS sent no contact');
      return { AlternateContactType: contact.AlternateContactType };
    } catch (error) {
      if (error instanceof sdk.ResourceNotFoundException) return undefined;
      throw error;
    }
  },
);
