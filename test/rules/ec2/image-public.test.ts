import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/image-public.ts';
import { judge, statuses } from '../../support/judge.ts';

const judged = (Public: boolean | undefined) =>
  judge(rule, { images: [{ ImageId: 'ami-1', Name: 'web', Public }] });

describe('ec2/image-public', () => {
  it.each([
    [true, 'fail'],
    [false, 'pass'],
    [undefined, 'unknown'],
  ])('public: %s', (isPublic, expected) => expect(statuses(judged(isPublic))).toEqual([expected]));

  it('says how to make it private', () => {
    expect(judged(true)).toMatchObject([
      {
        resource: { id: 'arn:aws:ec2:us-east-1::image/ami-1' },
        description: 'Everybody may launch image ami-1 (web).',
        exposure: 'internet',
        commands: [
          `aws ec2 modify-image-attribute --image-id ami-1 --launch-permission '{"Remove":[{"Group":"all"}]}' --region us-east-1`,
        ],
      },
    ]);
  });
});
