import { afterEach, describe, expect, it, vi } from 'vitest';
import { accelerators } from '../../src/services/globalaccelerator.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import { sessionWith } from '../support/session.ts';
import { type Call, success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const accelerator = (Name: string) => ({
  AcceleratorArn: `arn:aws:globalaccelerator::111122223333:accelerator/${Name}`,
  Name,
  Enabled: true,
  DnsName: `${Name}.awsglobalaccelerator.com`,
});

describe('accelerators', () => {
  it('are those of all pages, asked for in Oregon wherever they are asked from', async () => {
    const asked: Call[] = [];
    await using scan = await stubbedPlace({
      'globalaccelerator:ListAccelerators': (call) => {
        asked.push(call);
        return textParam(call, 'NextToken') === undefined
          ? success(call, { Accelerators: [accelerator('a')], NextToken: 'next' })
          : success(call, { Accelerators: [accelerator('b')] });
      },
    });
    expect(await accelerators(scan.place)).toEqual([accelerator('a'), accelerator('b')]);
    expect(asked.map(({ region, params }) => [region, params.MaxResults])).toEqual([
      ['us-west-2', 100],
      ['us-west-2', 100],
    ]);
  });

  it('are unknown where the list is missing', async () => {
    await using scan = await stubbedPlace({
      'globalaccelerator:ListAccelerators': (call) => success(call, {}),
    });
    await expect(accelerators(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('names the action that is denied', async () => {
    await using scan = await stubbedPlace({ 'globalaccelerator:ListAccelerators': denied() });
    await expect(accelerators(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'globalaccelerator:ListAccelerators',
    });
  });

  it('are not asked for in a partition that has none', async () => {
    const session = sessionWith({ partition: 'aws-us-gov' });
    await expect(accelerators({ session, region: 'us-gov-west-1' })).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(session.transport.sent).toEqual([]);
  });
});
