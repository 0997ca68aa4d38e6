import { afterEach, describe, expect, it, vi } from 'vitest';
import { clientConfig } from '../../src/aws/client.ts';
import { homeRegion } from '../../src/aws/partitions.ts';
import { assuranceReports, customerAgreements } from '../../src/services/artifact/index.ts';
import { ArtifactClient } from '../../src/services/artifact/sdk.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import { sessionWith } from '../support/session.ts';
import { type Call, failure, success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

describe('customerAgreements', () => {
  it('are those of the account and of its organization, page by page, signed for the home Region', async () => {
    const asked: Call[] = [];
    await using scan = await stubbedPlace({
      'artifact:ListCustomerAgreements': (call) => {
        asked.push(call);
        return textParam(call, 'nextToken') === undefined
          ? success(call, {
              customerAgreements: [
                {
                  name: 'AWS Business Associate Addendum',
                  state: 'ACTIVE',
                  effectiveStart: '2025-03-01T00:00:00Z',
                },
              ],
              nextToken: 'more',
            })
          : success(call, {
              customerAgreements: [{ name: 'AWS Confidentiality Agreement', state: 'ACTIVE' }],
            });
      },
    });
    expect(await customerAgreements(scan.place)).toEqual([
      {
        name: 'AWS Business Associate Addendum',
        state: 'ACTIVE',
        effectiveStart: new Date('2025-03-01T00:00:00Z'),
      },
      { name: 'AWS Confidentiality Agreement', state: 'ACTIVE' },
    ]);
    expect(asked.map(({ service, region, params }) => ({ service, region, params }))).toEqual([
      { service: 'artifact', region: 'us-east-1', params: { maxResults: '300' } },
      { service: 'artifact', region: 'us-east-1', params: { maxResults: '300', nextToken: 'more' } },
    ]);
  });
});

describe('assuranceReports', () => {
  it('tell whose they are, what of and from when to when', async () => {
    await using scan = await stubbedPlace({
      'artifact:ListReports': (call) =>
        success(call, {
          reports: [
            {
              name: 'SOC 2 Report',
              companyName: 'Amazon Web Services',
              state: 'PUBLISHED',
              version: 1,
              periodStart: '2026-01-01T00:00:00Z',
              periodEnd: '2026-06-30T00:00:00Z',
              uploadState: 'COMPLETE',
            },
          ],
        }),
    });
    expect(await assuranceReports(scan.place)).toEqual([
      {
        name: 'SOC 2 Report',
        companyName: 'Amazon Web Services',
        state: 'PUBLISHED',
        version: 1,
        periodStart: new Date('2026-01-01T00:00:00Z'),
        periodEnd: new Date('2026-06-30T00:00:00Z'),
      },
    ]);
  });

  it('fail where they are denied, by the action of IAM', async () => {
    await using scan = await stubbedPlace({ 'artifact:ListReports': denied() });
    await expect(assuranceReports(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'artifact:ListReports',
      deniedBy: 'identity-based policy',
      region: 'us-east-1',
    });
  });

  it.each([
    ['without the list', (call: Call) => success(call, {}), "AWS's answer says nothing|lacks reports"],
    [
      'a report without a name',
      (call: Call) => success(call, { reports: [{ state: 'PUBLISHED' }] }),
      'without name',
    ],
    ['no answer of AWS', () => ({ body: '<html>Sign in</html>' }), 'no answer of AWS'],
  ])('fail where the answer is damaged: %s', async (_case, answer, sentence) => {
    await using scan = await stubbedPlace({ 'artifact:ListReports': answer });
    await expect(assuranceReports(scan.place)).rejects.toThrow(new RegExp(sentence));
  });

  it('are asked for again when AWS throttles', async () => {
    let calls = 0;
    await using scan = await stubbedPlace({
      'artifact:ListReports': (call) => {
        calls += 1;
        return calls < 3
          ? failure(call, { code: 'ThrottlingException', message: 'Rate exceeded', status: 429 })
          : success(call, { reports: [] });
      },
    });
    expect(await assuranceReports(scan.place)).toEqual([]);
    expect(calls).toBe(3);
  });
});

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
