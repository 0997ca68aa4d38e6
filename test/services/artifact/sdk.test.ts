import { describe, expect, it } from 'vitest';
import { clientConfig } from '../../../src/aws/client.ts';
import { homeRegion } from '../../../src/aws/partitions.ts';
import { ArtifactClient } from '../../../src/services/artifact/sdk.ts';
import { sessionWith } from '../../support/session.ts';

describe('the client of Artifact', () => {
  it.each([
    ['aws', {}, 'artifact.us-east-1.amazonaws.com'],
    ['aws', { UseFIPS: true }, 'artifact-fips.us-east-1.amazonaws.com'],
    ['aws', { UseDualStack: true }, 'artifact.us-east-1.api.aws'],
    ['aws-us-gov', {}, 'artifact.us-gov-west-1.amazonaws.com'],
    ['aws-cn', {}, 'artifact.cn-northwest-1.amazonaws.com.cn'],
    ['aws-eusc', {}, 'artifact.eusc-de-east-1.amazonaws.eu'],
  ])('calls in %s %o the host that AWS names', async (partition, variant, host) => {
    const session = sessionWith({ partition });
    const region = homeRegion(session.partition, 'artifact');
    const { config } = new ArtifactClient(await clientConfig(session, region));
    expect(config.serviceId).toBe('Artifact');
    const { url, properties } = config.endpointProvider({ Region: region, ...variant });
    expect(url.hostname).toBe(host);
    expect(properties).toEqual({
      authSchemes: [{ name: 'sigv4', signingName: 'artifact', signingRegion: region }],
    });
  });
});
