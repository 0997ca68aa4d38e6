import { afterEach, describe, expect, it, vi } from 'vitest';
import { tlsPolicies, weaknessesOf } from '../../../src/services/elbv2/tls-policies.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';
import { forward, listening, withListeners } from './load-balancers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('tlsPolicies', () => {
  it('are not asked for where no listener has one', async () => {
    await using scan = await stubbedPlace(withListeners(listening('HTTP', 80, forward)));
    expect(await tlsPolicies(scan.place)).toEqual(new Map());
    expect(scan.calls()).toEqual(['DescribeLoadBalancers', 'DescribeListeners']);
  });

  it('are asked for once where one has, to the last page', async () => {
    await using scan = await stubbedPlace({
      ...withListeners(listening('TLS', 443, forward, { SslPolicy: 'p' })),
      'elbv2:DescribeSSLPolicies': (call) =>
        textParam(call, 'Marker') === undefined
          ? success(call, {
              SslPolicies: [
                { Name: 'p', SslProtocols: ['TLSv1', 'TLSv1.2'], Ciphers: [{ Name: 'AES128-SHA' }] },
              ],
              NextMarker: 'next',
            })
          : success(call, { SslPolicies: [{ Name: 'q', SslProtocols: ['TLSv1.3'], Ciphers: [] }] }),
    });
    expect(await tlsPolicies(scan.place)).toEqual(
      new Map([
        ['p', { protocols: ['TLSv1', 'TLSv1.2'], ciphers: ['AES128-SHA'] }],
        ['q', { protocols: ['TLSv1.3'], ciphers: [] }],
      ]),
    );
  });

  it('name the action that is denied', async () => {
    await using scan = await stubbedPlace({
      ...withListeners(listening('TLS', 443, forward, { SslPolicy: 'p' })),
      'elbv2:DescribeSSLPolicies': denied(),
    });
    await expect(tlsPolicies(scan.place)).rejects.toMatchObject({
      action: 'elasticloadbalancing:DescribeSSLPolicies',
    });
  });
});

describe('weaknessesOf', () => {
  it('are old versions and broken ciphers', () => {
    const ciphers = ['ECDHE-RSA-AES128-SHA', 'DES-CBC3-SHA', 'ECDHE-RSA-RC4-SHA', 'TLS_AES_128_GCM_SHA256'];
    expect(weaknessesOf({ protocols: ['SSLv3', 'TLSv1.1', 'TLSv1.2'], ciphers })).toEqual([
      'SSLv3',
      'TLSv1.1',
      'DES-CBC3-SHA',
      'ECDHE-RSA-RC4-SHA',
    ]);
  });
});
