import { afterEach, describe, expect, it, vi } from 'vitest';
import { accessPoints, accountPublicAccessBlock } from '../../src/services/s3control.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import { s3Answers, s3ControlAnswers } from '../support/s3-answers.ts';

afterEach(() => vi.unstubAllEnvs());

describe('accountPublicAccessBlock', () => {
  it.each([
    ['set in part', ['IgnorePublicAcls', 'RestrictPublicBuckets'], [false, true, false, true]],
    ['never set', undefined, [false, false, false, false]],
  ])('%s, from an endpoint without the prefix of the account', async (_case, on, expected) => {
    await using scan = await stubbedPlace(s3ControlAnswers(on));
    expect(Object.values(await accountPublicAccessBlock(scan.place))).toEqual(expected);
  });

  it('is unknown where it is denied, not unset', async () => {
    await using scan = await stubbedPlace({ 's3control:GetPublicAccessBlock': denied() });
    await expect(accountPublicAccessBlock(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 's3:GetAccountPublicAccessBlock',
    });
  });
});

const OPEN = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }];

describe('accessPoints', () => {
  it('are asked for where there are buckets, and those of several Regions in us-west-2', async () => {
    const asked: string[] = [];
    const answers = {
      ...s3Answers([{ name: 'one' }, { name: 'two', region: 'eu-west-1' }]),
      ...s3ControlAnswers(undefined, [
        { name: 'open', bucket: 'one', policy: OPEN, blocks: ['IgnorePublicAcls'] },
        { name: 'bare', bucket: 'two', region: 'eu-west-1' },
        { name: 'inside', bucket: 'one', origin: 'VPC', policy: OPEN },
        { name: 'wide', bucket: 'one', alias: 'abc.mrap', policy: OPEN },
      ]),
    };
    await using scan = await stubbedPlace({
      '*': (call) => {
        if (call.client === 's3control') asked.push(`${call.region} ${call.operation}`);
        return undefined;
      },
      ...Object.fromEntries(
        Object.entries(answers).map(([name, answer]) => [
          name,
          (call, upstream) => {
            if (call.client === 's3control') asked.push(`${call.region} ${call.operation}`);
            return answer(call, upstream);
          },
        ]),
      ),
    });
    const { points, unlisted } = await accessPoints(scan.place);
    expect(unlisted).toEqual([]);
    expect(
      points.map(({ item, answer }) => [item.name, item.arn, answer.ok && answer.value.policy !== undefined]),
    ).toEqual(
      expect.arrayContaining([
        ['open', 'arn:aws:s3:us-east-1:111122223333:accesspoint/open', true],
        ['bare', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/bare', false],
        ['inside', 'arn:aws:s3:us-east-1:111122223333:accesspoint/inside', false],
        ['wide', 'arn:aws:s3::111122223333:accesspoint/abc.mrap', true],
      ]),
    );
    expect(points).toHaveLength(4);
    expect(asked.sort()).toEqual([
      'eu-west-1 GetAccessPointPolicy',
      'eu-west-1 ListAccessPoints',
      'us-east-1 GetAccessPoint',
      'us-east-1 GetAccessPointPolicy',
      'us-east-1 ListAccessPoints',
      'us-west-2 GetMultiRegionAccessPointPolicy',
      'us-west-2 ListMultiRegionAccessPoints',
    ]);
  });

  it.each([
    ['READY', 1],
    ['INCONSISTENT_ACROSS_REGIONS', 1],
    ['PARTIALLY_DELETED', 1],
    ['CREATING', 0],
    ['DELETING', 0],
  ])('of several Regions count where they are %s', async (status, found) => {
    await using scan = await stubbedPlace({
      ...s3Answers([{ name: 'one' }]),
      ...s3ControlAnswers(undefined, [
        { name: 'wide', bucket: 'one', alias: 'abc.mrap', policy: OPEN, status },
      ]),
    });
    expect((await accessPoints(scan.place)).points).toHaveLength(found);
  });

  it('tell of those of a Region, where the list of those of several is denied', async () => {
    await using scan = await stubbedPlace({
      ...s3Answers([{ name: 'one' }]),
      ...s3ControlAnswers(undefined, [{ name: 'open', bucket: 'one', policy: OPEN }]),
      's3control:ListMultiRegionAccessPoints': denied(),
    });
    const { points, unlisted } = await accessPoints(scan.place);
    expect(points).toMatchObject([{ item: { name: 'open' }, answer: { ok: true } }]);
    expect(unlisted).toMatchObject([
      { item: undefined, answer: { error: { action: 's3:ListMultiRegionAccessPoints' } } },
    ]);
  });

  it('are not asked for in an account without buckets', async () => {
    await using scan = await stubbedPlace(s3Answers([]));
    expect(await accessPoints(scan.place)).toEqual({ points: [], unlisted: [] });
    expect(scan.calls()).toEqual(['ListBuckets']);
  });

  it('tell of a Region that denies the list, and of an access point that denies its policy', async () => {
    await using scan = await stubbedPlace({
      ...s3Answers([{ name: 'one' }, { name: 'two', region: 'eu-west-1' }]),
      ...s3ControlAnswers(undefined, [{ name: 'open', bucket: 'one', policy: OPEN }]),
      's3control:GetAccessPointPolicy': denied(),
      's3control:ListAccessPoints': (call, upstream) =>
        call.region === 'eu-west-1'
          ? denied()(call, upstream)
          : s3ControlAnswers(undefined, [{ name: 'open', bucket: 'one' }])['s3control:ListAccessPoints']?.(
              call,
              upstream,
            ),
    });
    const { points, unlisted } = await accessPoints(scan.place);
    expect(unlisted).toMatchObject([
      { item: 'eu-west-1', answer: { error: { action: 's3:ListAccessPoints', region: 'eu-west-1' } } },
    ]);
    expect(points).toMatchObject([{ answer: { ok: false, error: { action: 's3:GetAccessPointPolicy' } } }]);
  });
});
