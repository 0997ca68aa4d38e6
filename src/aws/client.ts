import type { HttpHandler } from '@smithy/core/protocols';
import type { AwsCredentialIdentityProvider, RetryStrategyV2, UserAgentPair } from '@smithy/types';
import type { Session } from './session.ts';
import { version } from './version.ts';

/**
 * What every SDK client is made with. The published types name nothing of the SDK: the client of a user's reader is of
 * the version that the user installed.
 */
export interface ClientConfig {
  region: string;
  profile?: string;
  maxAttempts: number;
  /** @internal */
  credentials: AwsCredentialIdentityProvider;
  /** @internal */
  requestHandler: HttpHandler<object>;
  /** @internal */
  retryStrategy: RetryStrategyV2;
  /** @internal */
  customUserAgent: UserAgentPair[];
}

/** What Postern needs of an SDK client, whichever service it is for. */
export interface SdkClient {
  readonly middlewareStack: {
    use(plugin: { applyToStack(stack: never): void }): void;
  };
  readonly config: {
    readonly protocol: { getShapeId(): string };
    /** What AWS calls the service, such as `Lambda`. */
    readonly serviceId?: string;
  };
}

export async function clientConfig(
  { credentials, profile, transport }: Pick<Session, 'credentials' | 'profile' | 'transport'>,
  region: string,
): Promise<ClientConfig> {
  return {
    region,
    credentials: transport.replays ? replayCredentials : credentials,
    ...(profile === undefined ? {} : { profile }),
    requestHandler: await transport.handler(),
    retryStrategy: await transport.retryStrategy(),
    maxAttempts: transport.attempts,
    customUserAgent: [['postern', version]],
  };
}

/** A replay signs its requests, then sends none. */
const replayCredentials: AwsCredentialIdentityProvider = async () => ({
  accessKeyId: 'REPLAY',
  secretAccessKey: 'REPLAY',
});
