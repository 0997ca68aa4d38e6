import type { RestApi as AwsRestApi, Stage as AwsStage } from '@aws-sdk/client-api-gateway';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import type { ItemAnswer } from '../aws/reader.ts';
import { service } from '../aws/service.ts';

const apigateway = service({
  id: 'apigateway',
  region: 'regional',
  load: () => import('@aws-sdk/client-api-gateway'),
  client: (sdk, config) => new sdk.APIGatewayClient(config),
});

export type RestApi = Named<Pick<AwsRestApi, 'id' | 'name' | 'endpointConfiguration'>, 'id'>;

/** A stage of a REST API, without its variables, which may hold a secret. */
export type Stage = Named<Pick<AwsStage, 'stageName' | 'deploymentId' | 'webAclArn'>, 'stageName'> & {
  readonly arn: string;
};

/**
 * The REST APIs of the Region; none where there are none. HTTP and WebSocket APIs are another API's.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html
 */
export const restApis = apigateway.reader(
  ['GetRestApis'],
  ({ sdk, client }): Promise<readonly RestApi[]> =>
    pages(sdk.paginateGetRestApis({ client, pageSize: 500 }, {}), (page) =>
      named(page.items, 'id').map(({ id, name, endpointConfiguration }) => ({
        id,
        name,
        endpointConfiguration,
      })),
    ),
);

/** Whether only those inside the VPCs that it names reach an API. */
export function isPrivate({ endpointConfiguration }: RestApi): boolean {
  return endpointConfiguration?.types?.includes('PRIVATE') ?? false;
}

/**
 * The stages of every REST API that is not private: what AWS has no bulk call for is not asked of the others.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html
 */
export const stagesOfPublicApis = apigateway
  .using(restApis)
  .reader(
    [{ ifAny: 'GetStages' }],
    async ({
      sdk,
      client,
      partition,
      region,
      ask,
      each,
    }): Promise<readonly ItemAnswer<RestApi, readonly Stage[]>[]> => {
      const open = (await ask(restApis)).filter((api) => !isPrivate(api));
      return each(open, async ({ id }) => {
        const { item } = await client.send(new sdk.GetStagesCommand({ restApiId: id }));
        return named(item, 'stageName').map(({ stageName, deploymentId, webAclArn }) => ({
          stageName,
          deploymentId,
          webAclArn,
          arn: `arn:${partition.id}:apigateway:${region}::/restapis/${id}/stages/${stageName}`,
        }));
      });
    },
  );
