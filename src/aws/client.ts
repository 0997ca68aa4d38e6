import type { HttpHandler } from '@smithy/core/protocols';
import type {
  AwsCredentialIdentityProvider,
  MiddlewareStack,
  RetryStrategyV2,
  UserAgentPair,
} from '@smithy/types';
import type { Session } from './session.ts';
import { version } from './version.ts';

/** What every SDK client is made with. */
export interface ClientConfig {
  region: string;
  credentials: AwsCredentialIdentityProvider;
  profile?: string;
  requestHandler: HttpHandler<object>;
  retryStrategy: RetryStrategyV2;
  maxAttempts: number;
  customUserAgent: UserAgentPair[];
}

/** What Postern needs of an SDK client, whichever service it is for. */
export interface SdkClient<Input extends object, Output extends object> {
  readonly middlewareStack: MiddlewareStack<Input, Output>;
  readonly config: { readonly protocol: { getShapeId(): string } };
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
