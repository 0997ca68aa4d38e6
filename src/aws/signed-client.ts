import { createPaginator } from '@smithy/core';
import { makeBuilder } from '@smithy/core/client';
import { getEndpointPlugin, resolveEndpoint } from '@smithy/core/endpoints';
import type {
  Command,
  EndpointV2,
  MetadataBearer,
  PaginationConfiguration,
  Paginator,
  RequestHandler,
  StaticOperationSchema,
} from '@smithy/types';

/** A service of REST JSON with one endpoint a partition, for which AWS publishes an API and no SDK client. */
export interface UnpublishedService {
  /** As AWS's model has it: `Artifact`. AWS_ENDPOINT_URL_ARTIFACT follows from it. */
  readonly serviceId: string;
  /** What its requests are signed for, and what its host is called. */
  readonly signingName: string;
  /** Of its model, such as `com.amazonaws.artifact`. */
  readonly namespace: string;
  readonly apiVersion: string;
}

/** What an endpoint depends on, by its names in AWS's models. */
interface EndpointParameters {
  readonly Endpoint?: string | undefined;
  readonly Region?: string | undefined;
  readonly UseFIPS?: boolean | undefined;
  readonly UseDualStack?: boolean | undefined;
}

/** What makes a client of the SDK, of another REST JSON service, one of this service. */
interface Settings {
  readonly serviceId: string;
  readonly apiVersion: string;
  readonly endpointProvider: (parameters: EndpointParameters) => EndpointV2;
  readonly protocolSettings: { readonly defaultNamespace: string; readonly version: string };
}

/**
 * A client of the SDK knows its service by its settings: whom it calls, for what it signs, and whose shapes it reads.
 * Handed these, it speaks for another one, with the SDK's own signer, endpoints, protocol and retries.
 */
export function settingsOf({ serviceId, signingName, namespace, apiVersion }: UnpublishedService): Settings {
  return {
    serviceId,
    apiVersion,
    endpointProvider: (parameters) => endpointOf(signingName, parameters),
    protocolSettings: { defaultNamespace: namespace, version: apiVersion },
  };
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html */
const ENDPOINT_PARAMETERS = {
  UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
  UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
} as const;

/** The rules of AWS's models for a service with one endpoint a partition: https://smithy.io/2.0/additional-specs/rules-engine/index.html */
function endpointOf(host: string, parameters: EndpointParameters): EndpointV2 {
  const { Endpoint, Region, UseFIPS, UseDualStack } = parameters;
  const scheme = { name: 'sigv4', signingName: host };
  const region = '{PartitionResult#implicitGlobalRegion}';
  const suffix = UseDualStack ? '{PartitionResult#dualStackDnsSuffix}' : '{PartitionResult#dnsSuffix}';
  return resolveEndpoint(
    {
      version: '1.0',
      parameters: {},
      rules: [
        Endpoint === undefined
          ? {
              type: 'endpoint',
              conditions: [{ fn: 'aws.partition', argv: [{ ref: 'Region' }], assign: 'PartitionResult' }],
              endpoint: {
                url: `https://${host}${UseFIPS ? '-fips' : ''}.${region}.${suffix}`,
                properties: { authSchemes: [{ ...scheme, signingRegion: region }] },
                headers: {},
              },
            }
          : {
              type: 'endpoint',
              conditions: [],
              endpoint: { url: { ref: 'Endpoint' }, properties: { authSchemes: [scheme] }, headers: {} },
            },
      ],
    },
    {
      endpointParams: {
        ...(Endpoint === undefined ? {} : { Endpoint }),
        ...(Region === undefined ? {} : { Region }),
      },
    },
  );
}

/** A command of the SDK, by the schema of its operation: [9, namespace, name, { http }, input, output]. */
export function commandOf<Input extends object, Output extends MetadataBearer>(
  { serviceId }: UnpublishedService,
  schema: StaticOperationSchema,
): new (
  input: Input,
) => Command<object, Input, MetadataBearer, Output, object> {
  const command = makeBuilder<
    { requestHandler: RequestHandler<unknown, unknown, unknown> },
    object,
    MetadataBearer
  >(ENDPOINT_PARAMETERS, serviceId, `${serviceId}Client`, getEndpointPlugin);
  return command<Input, Output>({}, () => [], schema[2], schema);
}

/** The pages of an operation whose page token is `nextToken` and whose page size is `maxResults`. */
export function paginatorOf<Page extends object>(
  client: unknown,
  command: unknown,
): (config: PaginationConfiguration, input: object) => Paginator<Page> {
  return createPaginator<PaginationConfiguration, object, Page>(
    client,
    command,
    'nextToken',
    'nextToken',
    'maxResults',
  );
}
