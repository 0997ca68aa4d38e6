import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/instance-image-outdated.ts';
import type { Image } from '../../../src/services/ec2/images.ts';
import type { Instance } from '../../../src/services/ec2/instances.ts';
import { daysAgo, judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { instanceOf } from './instances.fixture.ts';

const made = (days: number, changes: Partial<Image> = {}): Image => ({
  ImageId: 'ami-1',
  Name: 'al2023',
  CreationDate: daysAgo(days).toISOString(),
  ...changes,
});
const judged = (image: Image | undefined, ...instances: readonly Partial<Instance>[]) =>
  judge(rule, {
    instances: (instances.length === 0 ? [{}] : instances).map(instanceOf),
    images: new Map(image === undefined ? [] : [['ami-1', image]]),
  });

describe('ec2/instance-image-outdated', () => {
  it.each<[string, Image | undefined, string, string?]>([
    ['new', made(10), 'pass'],
    ['a year old', made(365), 'pass'],
    ['older', made(366), 'fail', 'i-1 was launched from ami-1 (al2023), which was made 366 days ago.'],
    [
      'deprecated',
      made(10, { DeprecationTime: '2026-11-01T00:00:00.000Z' }),
      'fail',
      'i-1 was launched from ami-1 (al2023), which is deprecated since 2026-11-01.',
    ],
    ['to be deprecated', made(10, { DeprecationTime: '2027-11-01T00:00:00.000Z' }), 'pass'],
    [
      'gone',
      undefined,
      'fail',
      'i-1 was launched from ami-1, which is gone or no longer available to the account.',
    ],
    ['of an unknown age', made(10, { CreationDate: undefined }), 'unknown'],
  ])('%s', (_case, image, expected, description) => {
    const verdicts = judged(image);
    expect(statuses(verdicts)).toEqual([expected]);
    if (description !== undefined) expect(verdicts).toMatchObject([{ description }]);
  });

  it('an image that is not told is unknown', () => {
    expect(statuses(judged(made(10), { ImageId: undefined }))).toEqual(['unknown']);
  });

  it('the days may be set', () => {
    const readings = { instances: [instanceOf()], images: new Map([['ami-1', made(40)]]) };
    expect(statuses(judge(rule, readings, { options: { days: 30 } }))).toEqual(['fail']);
  });

  it('a stopped instance weighs little', () => {
    expect(judged(made(400), { State: { Name: 'stopped' } })).toMatchObject([
      { severity: { score: 2, reason: 'the instance is stopped' } },
    ]);
  });

  it('is one finding an image', () => {
    const verdicts = judged(
      made(400),
      { InstanceId: 'i-1' },
      { InstanceId: 'i-2' },
      { InstanceId: 'i-3', ImageId: 'ami-gone' },
    );
    const { findings } = reportOfVerdicts({ ruleId: 'ec2/instance-image-outdated', verdicts });
    expect(findings.map(({ description, parts }) => [description, parts?.length]).sort()).toEqual([
      [
        '2 instances in us-east-1 have it: i-1 was launched from ami-1 (al2023), which was made 400 days ago.',
        2,
      ],
      ['i-3 was launched from ami-gone, which is gone or no longer available to the account.', 1],
    ]);
  });
});
