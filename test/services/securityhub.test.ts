import { afterEach, describe, expect, it, vi } from 'vitest';
import { hub, optionalHubV2, standards } from '../../src/services/securityhub.ts';
import { denied, failing } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answers } from '../support/stub.ts';
import { success, textParam, type Wire } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const HUB = 'arn:aws:securityhub:eu-west-1:111122223333:hub/default';
const HUB_V2 = 'arn:aws:securityhub:eu-west-1:111122223333:hubv2/1';
const on: Answers = { 'securityhub:DescribeHub': (call) => success(call, { HubArn: HUB }) };
const off: Answers = {
  'securityhub:DescribeHub': failing(
    'InvalidAccessException',
    'Account 111122223333 is not subscribed to AWS Security Hub',
    401,
  ),
};
const enabled = (...StandardsSubscriptions: Wire[]): Answers => ({
  'securityhub:GetEnabledStandards': (call) => success(call, { StandardsSubscriptions }),
});
const standard = (StandardsStatus: string) => ({ StandardsArn: 'arn:s', StandardsStatus });

describe('hub', () => {
  it.each<[string, Answers, unknown]>([
    ['on', on, HUB],
    ['not subscribed', off, undefined],
  ])('%s', async (_case, answers, value) => {
    await using scan = await stubbedPlace(answers);
    expect(await hub(scan.place)).toBe(value);
  });

  it.each<[string, Answers, object]>([
    [
      'denied',
      { 'securityhub:DescribeHub': denied() },
      { kind: 'denied', action: 'securityhub:DescribeHub' },
    ],
    ['without its ARN', { 'securityhub:DescribeHub': (call) => success(call, {}) }, { kind: 'failed' }],
  ])('an answer %s is none', async (_case, answers, error) => {
    await using scan = await stubbedPlace(answers);
    await expect(hub(scan.place)).rejects.toMatchObject(error);
  });
});

describe('standards', () => {
  it('are read page by page', async () => {
    await using scan = await stubbedPlace({
      ...on,
      'securityhub:GetEnabledStandards': (call) =>
        textParam(call, 'NextToken') === undefined
          ? success(call, { StandardsSubscriptions: [standard('READY')], NextToken: 'next' })
          : success(call, { StandardsSubscriptions: [standard('FAILED')] }),
    });
    expect((await standards(scan.place)).map(({ StandardsStatus }) => StandardsStatus)).toEqual([
      'READY',
      'FAILED',
    ]);
  });

  it('are not asked for without a subscription', async () => {
    await using scan = await stubbedPlace(off);
    expect(await standards(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['DescribeHub']);
  });

  it('denied are not none', async () => {
    await using scan = await stubbedPlace({ ...on, 'securityhub:GetEnabledStandards': denied() });
    await expect(standards(scan.place)).rejects.toMatchObject({ action: 'securityhub:GetEnabledStandards' });
  });
});

describe('optionalHubV2', () => {
  it.each<[string, Answers, unknown]>([
    [
      'on',
      { 'securityhub:DescribeSecurityHubV2': (call) => success(call, { HubV2Arn: HUB_V2 }) },
      { ok: true, value: HUB_V2 },
    ],
    [
      'off',
      { 'securityhub:DescribeSecurityHubV2': failing('ResourceNotFoundException', 'no', 404) },
      { ok: true, value: undefined },
    ],
    ['denied', { 'securityhub:DescribeSecurityHubV2': denied() }, expect.objectContaining({ ok: false })],
    [
      'without its ARN',
      { 'securityhub:DescribeSecurityHubV2': (call) => success(call, {}) },
      expect.objectContaining({ ok: false }),
    ],
  ])('%s', async (_case, answers, value) => {
    await using scan = await stubbedPlace({ ...off, ...answers });
    expect(await optionalHubV2(scan.place)).toEqual(value);
  });

  it('is not asked for where a standard checks', async () => {
    await using scan = await stubbedPlace({ ...on, ...enabled(standard('READY')) });
    expect(await optionalHubV2(scan.place)).toEqual({ ok: true, value: undefined });
    expect(scan.calls()).toEqual(['DescribeHub', 'GetEnabledStandards']);
  });
});
