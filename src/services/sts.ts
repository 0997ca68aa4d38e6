import { service } from '../aws/service.ts';

const sts = service({
  id: 'sts',
  region: 'regional',
  load: () => import('@aws-sdk/client-sts'),
  client: (sdk, config) => new sdk.STSClient(config),
});

/**
 * The account and principal of the credentials.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const callerIdentity = sts.reader(['GetCallerIdentity'], async ({ sdk, client }) => {
  const { Account, Arn } = await client.send(new sdk.GetCallerIdentityCommand({}));
  return { Account, Arn };
});
