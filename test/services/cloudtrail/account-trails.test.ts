import { afterEach, describe, expect, it, vi } from 'vitest';
import { accountTrails } from '../../../src/services/cloudtrail/account-trails.ts';
import { denied } from '../../support/faults.ts';
import { sessionWith, stubbedAws } from '../../support/session.ts';
import type { Answers } from '../../support/stub.ts';
import { success } from '../../support/wire.ts';
import {
  listed,
  memberOf,
  noOrganization,
  organizationTrail,
  selectors,
  status,
  trail,
} from './trails.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('accountTrails', () => {
  const regions = { scanned: ['eu-west-1'], enabled: ['eu-west-1', 'us-east-1'] };

  it('tell each trail once, with what its home Region says', async () => {
    const stub = await stubbedAws({
      ...listed(trail('a'), trail('b', { HomeRegion: 'us-east-1' })),
      ...status,
      ...selectors,
      ...noOrganization,
    });
    await using _ = stub;
    const reading = await accountTrails({ session: sessionWith({ regions }), region: 'eu-west-1' });
    expect(reading).toMatchObject({
      trails: [
        { trail: { Name: 'a' }, status: { ok: true }, selectors: { ok: true } },
        { trail: { Name: 'b' }, status: { ok: true }, selectors: { ok: true } },
      ],
      unread: undefined,
    });
    expect(stub.requests.map(({ operation }) => operation).sort()).toEqual(
      ['DescribeTrails', 'GetTrailStatus', 'GetEventSelectors'].flatMap((name) => [name, name]).sort(),
    );
  });

  it('know nothing more of a trail whose home Region is off', async () => {
    await using _ = await stubbedAws({
      ...listed(organizationTrail({ HomeRegion: 'af-south-1' })),
      ...memberOf(),
    });
    const { trails } = await accountTrails({ session: sessionWith({ regions }), region: 'eu-west-1' });
    expect(trails).toMatchObject([{ trail: { Name: 'org' }, status: undefined, selectors: undefined }]);
  });

  it('are all seen by one Region that answers', async () => {
    const inOneRegion: Answers = {
      'cloudtrail:DescribeTrails': (call, upstream) =>
        call.region === 'us-east-1' ? denied()(call, upstream) : success(call, { trailList: [] }),
    };
    await using _ = await stubbedAws(inOneRegion);
    expect(await accountTrails({ session: sessionWith({ regions }), region: 'eu-west-1' })).toEqual({
      trails: [],
      unread: undefined,
    });
  });

  it('are unread where no Region answers', async () => {
    await using _ = await stubbedAws({ 'cloudtrail:DescribeTrails': denied() });
    expect(await accountTrails({ session: sessionWith({ regions }), region: 'eu-west-1' })).toMatchObject({
      trails: [],
      unread: { kind: 'denied', action: 'cloudtrail:DescribeTrails' },
    });
  });
});
