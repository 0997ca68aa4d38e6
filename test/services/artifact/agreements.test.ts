import { afterEach, describe, expect, it, vi } from 'vitest';
import { customerAgreements } from '../../../src/services/artifact/agreements.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { type Call, success, textParam } from '../../support/wire.ts';

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

  it('fail where they are denied', async () => {
    await using scan = await stubbedPlace({ 'artifact:ListCustomerAgreements': denied() });
    await expect(customerAgreements(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'artifact:ListCustomerAgreements',
    });
  });
});
