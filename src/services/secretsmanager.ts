import type { SecretListEntry } from '@aws-sdk/client-secrets-manager';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import type { Answer } from '../aws/reader.ts';
import { service } from '../aws/service.ts';
import { stillThere } from '../aws/still-there.ts';
import type { PolicyText } from '../policy/outside/admission.ts';

const secretsManager = service({
  id: 'secretsmanager',
  region: 'regional',
  load: () => import('@aws-sdk/client-secrets-manager'),
  client: (sdk, config) => new sdk.SecretsManagerClient(config),
});

/** What is known about a secret, never its value. */
export type Secret = Pick<
  Named<SecretListEntry, 'ARN' | 'Name'>,
  | 'ARN'
  | 'Name'
  | 'RotationEnabled'
  | 'RotationRules'
  | 'LastRotatedDate'
  | 'OwningService'
  | 'PrimaryRegion'
  | 'Tags'
>;

/**
 * The secrets of the Region, without those that wait for their deletion.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html
 */
export const secrets = secretsManager.reader(['ListSecrets'], ({ sdk, client }) =>
  pages(sdk.paginateListSecrets({ client, pageSize: 100 }, {}), (page) =>
    named(page.SecretList, 'ARN', 'Name').map(
      ({
        ARN,
        Name,
        RotationEnabled,
        RotationRules,
        LastRotatedDate,
        OwningService,
        PrimaryRegion,
        Tags,
      }): Secret => ({
        ARN,
        Name,
        RotationEnabled,
        RotationRules,
        LastRotatedDate,
        OwningService,
        PrimaryRegion,
        Tags,
      }),
    ),
  ),
);

export interface SecretPolicy {
  readonly secret: Secret;
  readonly ResourcePolicy: Answer<PolicyText>;
}

/**
 * The same with their policies, of which most have none; one that may not be read carries its error.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html
 */
export const secretPolicies = secretsManager
  .using(secrets)
  .reader(
    [{ ifAny: 'GetResourcePolicy' }],
    async ({ sdk, client, ask, each }): Promise<readonly SecretPolicy[]> => {
      const answers = await each(await ask(secrets), async ({ ARN }): Promise<PolicyText> => {
        const answer = await client.send(new sdk.GetResourcePolicyCommand({ SecretId: ARN }));
        if (answer.ARN === undefined) throw new Error('AWS sent no secret');
        return { name: 'ResourcePolicy', text: answer.ResourcePolicy };
      });
      return stillThere(answers, 'ResourceNotFoundException').map(({ item, answer }) => ({
        secret: item,
        ResourcePolicy: answer,
      }));
    },
  );
