import { afterEach, describe, expect, it, vi } from 'vitest';
import { keyGrants, keyPolicies, keyRotations, keyUsages } from '../../../src/services/kms/key-facts.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';
import { keysOf, symmetric } from './keys.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('what is known of keys', () => {
  it('is nothing where there is none, for one call', async () => {
    await using scan = await stubbedPlace({
      'kms:ListKeys': (call) => success(call, { Keys: [], Truncated: false }),
    });
    for (const reader of [keyPolicies, keyRotations, keyGrants, keyUsages])
      expect(await reader(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['ListKeys']);
  });

  it('policies and grants are read without describing a key', async () => {
    await using scan = await stubbedPlace({
      ...keysOf({ shut: undefined }),
      'kms:GetKeyPolicy': (call) => success(call, { Policy: '{}', PolicyName: 'default' }),
      'kms:ListGrants': (call) => success(call, { Grants: [], Truncated: false }),
    });
    expect(await keyPolicies(scan.place)).toMatchObject([{ key: { KeyId: 'shut' }, answer: { ok: true } }]);
    expect(await keyGrants(scan.place)).toMatchObject([{ key: { KeyId: 'shut' }, answer: { ok: true } }]);
    expect(scan.calls()).not.toContain('DescribeKey');
  });

  it('a policy that is denied is unknown for its key alone', async () => {
    await using scan = await stubbedPlace({
      ...keysOf({ mine: symmetric, shut: symmetric }),
      'kms:GetKeyPolicy': (call, upstream) =>
        textParam(call, 'KeyId') === 'shut'
          ? denied()(call, upstream)
          : success(call, { Policy: '{}', PolicyName: 'default' }),
    });
    expect((await keyPolicies(scan.place)).map(({ key, answer }) => [key.KeyId, answer])).toEqual([
      ['mine', { ok: true, value: { name: 'Policy', text: '{}' } }],
      ['shut', { ok: false, error: expect.objectContaining({ action: 'kms:GetKeyPolicy' }) }],
    ]);
  });

  it('rotation is asked of those that can rotate', async () => {
    await using scan = await stubbedPlace({
      ...keysOf({ mine: symmetric, rsa: { ...symmetric, KeySpec: 'RSA_2048' }, shut: undefined }),
      'kms:GetKeyRotationStatus': (call) =>
        success(call, { KeyRotationEnabled: true, RotationPeriodInDays: 365 }),
    });
    expect((await keyRotations(scan.place)).map(({ key, answer }) => [key.KeyId, answer])).toEqual([
      ['mine', { ok: true, value: { KeyRotationEnabled: true, RotationPeriodInDays: 365 } }],
    ]);
  });

  it('grants are read page by page', async () => {
    await using scan = await stubbedPlace({
      ...keysOf({ mine: symmetric }),
      'kms:ListGrants': (call) =>
        textParam(call, 'Marker') === undefined
          ? success(call, { Grants: [{ GrantId: 'a' }], Truncated: true, NextMarker: 'next' })
          : success(call, { Grants: [{ GrantId: 'b' }], Truncated: false }),
    });
    expect(await keyGrants(scan.place)).toMatchObject([
      { answer: { ok: true, value: [{ GrantId: 'a' }, { GrantId: 'b' }] } },
    ]);
  });

  it('uses are asked of enabled keys, and told since when they are known', async () => {
    const TrackingStartDate = new Date('2026-05-01T00:00:00Z');
    await using scan = await stubbedPlace({
      ...keysOf({
        used: symmetric,
        never: symmetric,
        odd: symmetric,
        off: { ...symmetric, KeyState: 'Disabled' },
        shut: undefined,
      }),
      'kms:GetKeyLastUsage': (call) => {
        const since = { TrackingStartDate: TrackingStartDate.getTime() / 1000 };
        switch (textParam(call, 'KeyId')) {
          case 'used':
            return success(call, {
              KeyLastUsage: { Operation: 'Decrypt', Timestamp: 1_790_000_000 },
              ...since,
            });
          case 'never':
            return success(call, { KeyLastUsage: {}, ...since });
          default:
            return success(call, {});
        }
      },
    });
    expect((await keyUsages(scan.place)).map(({ answer }) => answer)).toEqual([
      { ok: true, value: { LastUsed: new Date(1_790_000_000_000), Operation: 'Decrypt', TrackingStartDate } },
      { ok: true, value: { LastUsed: undefined, Operation: undefined, TrackingStartDate } },
      { ok: false, error: expect.objectContaining({ kind: 'failed' }) },
      { ok: false, error: expect.objectContaining({ kind: 'denied', action: 'kms:DescribeKey' }) },
    ]);
  });
});

describe('calls', () => {
  it('of 100 customer keys and 30 of AWS: two lists, and one of each question a key', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `key${index}`);
    const ofAws = Array.from({ length: 30 }, (_, index) => `aws${index}`);
    const keys = Object.fromEntries([...ids, ...ofAws].map((id) => [id, symmetric]));
    const aliases = ofAws.map((id) => ({ AliasName: `alias/aws/${id}`, TargetKeyId: id }));
    await using scan = await stubbedPlace({
      ...keysOf(keys, aliases),
      'kms:GetKeyPolicy': (call) => success(call, { Policy: '{}', PolicyName: 'default' }),
      'kms:GetKeyRotationStatus': (call) => success(call, { KeyRotationEnabled: true }),
      'kms:ListGrants': (call) => success(call, { Grants: [], Truncated: false }),
    });
    await Promise.all([keyPolicies, keyRotations, keyGrants].map((reader) => reader(scan.place)));
    const counts: Record<string, number> = {};
    for (const call of scan.calls()) counts[call] = (counts[call] ?? 0) + 1;
    expect(counts).toEqual({
      ListKeys: 1,
      ListAliases: 1,
      DescribeKey: 100,
      GetKeyPolicy: 100,
      GetKeyRotationStatus: 100,
      ListGrants: 100,
    });
  });
});
