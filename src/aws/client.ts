import type { HttpHandler } from '@smithy/core/protocols';
import type { AwsCredentialIdentityProvider, MiddlewareStack, UserAgentPair } from '@smithy/types';
import type { Session } from './session.ts';
import { version } from './version.ts';

/** What every SDK client is made with. */
export interface ClientConfig {
  region: string;
  credentials: AwsCredentialIdentityProvider;
  profile?: string;
  requestHandler: HttpHandler<object>;
  retryMode: 'adaptive';
  maxAttempts: number;
  customUserAgent: UserAgentPair[];
}

/** What Postern needs of an SDK client, whichever service it is for. */
export interface SdkClient<Input extends object, Output extends object> {
  readonly middlewareStack: MiddlewareStack<Input, Output>;
}

/** Attempts of one call before it counts as failed: enough for a throttled account to recover. */
const ATTEMPTS = 6;

export async function clientConfig(
  { credentials, profile, transport }: Pick<Session, 'credentials' | 'profile' | 'transport'>,
  region: string,
): Promise<ClientConfig> {
  return {
    region,
    credentials: transport.replays ? replayCredentials : credentials,
    ...(profile === undefined ? {} : { profile }),
    requestHandler: await transport.handler(),
    retryMode: 'adaptive',
    // A tape holds the last attempt only: trying again would find the same answer.
    maxAttempts: transport.replays ? 1 : ATTEMPTS,
    customUserAgent: [['postern', version]],
  };
}

/** A replay signs its requests, then sends none. */
const replayCredentials: AwsCredentialIdentityProvider = async () => ({
  accessKeyId: 'REPLAY',
  secretAccessKey: 'REPLAY',
});
