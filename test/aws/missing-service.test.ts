import { HttpRequest } from '@smithy/core/protocols';
import { describe, expect, it } from 'vitest';
import { DIRECT } from '../../src/aws/http-agents.ts';
import { meaningOf, NoSuchVariantError } from '../../src/aws/missing-service.ts';

const noSuchHost = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
const guardduty = { service: 'guardduty', region: 'eu-west-1' };
const to = (hostname: string) => new HttpRequest({ protocol: 'https:', hostname });

describe('a host that does not exist', () => {
  it.each([
    ['guardduty-fips.eu-west-1.amazonaws.com', 'no FIPS endpoint', 'AWS_USE_FIPS_ENDPOINT'],
    ['guardduty-fips.eu-west-1.api.aws', 'no FIPS endpoint', 'AWS_USE_FIPS_ENDPOINT'],
    ['guardduty.eu-west-1.api.aws', 'no dual-stack endpoint', 'AWS_USE_DUALSTACK_ENDPOINT'],
    ['s3.dualstack.eu-west-1.amazonaws.com', 'no dual-stack endpoint', 'AWS_USE_DUALSTACK_ENDPOINT'],
  ])('%s tells nothing of the service', async (hostname, what, setting) => {
    const meaning = await meaningOf(noSuchHost, to(hostname), guardduty, DIRECT);
    expect(meaning).toBeInstanceOf(NoSuchVariantError);
    expect(String(meaning)).toContain(
      `guardduty has ${what} in eu-west-1: ${hostname} does not exist. Unset ${setting} `,
    );
  });

  it('is the proxy where there is one, and tells nothing of the service', async () => {
    const network = { proxyTo: () => 'http://proxy.example:3128' };
    const request = to('guardduty.eu-west-1.amazonaws.com');
    expect(await meaningOf(noSuchHost, request, guardduty, network)).toBe(noSuchHost);
  });
});
