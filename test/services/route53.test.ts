import { afterEach, describe, expect, it, vi } from 'vitest';
import { hostedZones } from '../../src/services/route53.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import { success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const zone = (Id: string, Name: string, PrivateZone: boolean) => ({
  Id: `/hostedzone/${Id}`,
  Name,
  CallerReference: Id,
  Config: { Comment: 'who made it', PrivateZone },
  ResourceRecordSetCount: 2,
});

const page = (zones: readonly ReturnType<typeof zone>[], next?: string) => ({
  HostedZones: { HostedZone: zones },
  Marker: '',
  IsTruncated: next !== undefined,
  ...(next === undefined ? {} : { NextMarker: next }),
  MaxItems: '100',
});

describe('hostedZones', () => {
  it('are those of all pages, each with its ARN', async () => {
    await using scan = await stubbedPlace({
      'route53:ListHostedZones': (call) => {
        expect(textParam(call, 'maxitems')).toBe('100');
        return textParam(call, 'marker') === undefined
          ? success(call, page([zone('Z1', 'example.com.', false)], 'Z2'))
          : success(call, page([zone('Z2', 'corp.internal.', true)]));
      },
    });
    expect(await hostedZones(scan.place)).toEqual([
      {
        Id: '/hostedzone/Z1',
        Name: 'example.com.',
        Config: { Comment: 'who made it', PrivateZone: false },
        arn: 'arn:aws:route53:::hostedzone/Z1',
      },
      {
        Id: '/hostedzone/Z2',
        Name: 'corp.internal.',
        Config: { Comment: 'who made it', PrivateZone: true },
        arn: 'arn:aws:route53:::hostedzone/Z2',
      },
    ]);
  });

  it('are none where there are none, and unknown where the list is missing', async () => {
    await using none = await stubbedPlace({ 'route53:ListHostedZones': (call) => success(call, page([])) });
    expect(await hostedZones(none.place)).toEqual([]);
    await using damaged = await stubbedPlace({
      'route53:ListHostedZones': (call) => success(call, { Marker: '', IsTruncated: false, MaxItems: '100' }),
    });
    await expect(hostedZones(damaged.place)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('names the action that is denied', async () => {
    await using scan = await stubbedPlace({ 'route53:ListHostedZones': denied() });
    await expect(hostedZones(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'route53:ListHostedZones',
    });
  });
});
