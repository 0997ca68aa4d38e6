import { named, service } from 'postern/reader';

const events = service({
  id: 'eventbridge',
  iamPrefix: 'events',
  region: 'regional',
  load: () => import('@aws-sdk/client-eventbridge'),
  client: (sdk, config) => new sdk.EventBridgeClient(config),
});

/** Connections of a Region to APIs elsewhere; none where it has none. */
export const connections = events.reader([{ repeats: 'ListConnections' }], async ({ sdk, client }) => {
  const all = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new sdk.ListConnectionsCommand(NextToken === undefined ? {} : { NextToken }),
    );
    all.push(...named(page.Connections, 'ConnectionArn'));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return all;
});
