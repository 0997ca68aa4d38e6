import { describe, expect, it } from 'vitest';
import rule from '../../../rules/s3/access-point-public.ts';
import { publicThroughAccessPoint } from '../../../src/policy/outside/access-point.ts';
import { judge, statuses } from '../../support/judge.ts';
import { DENIED, denied, value } from './readings.fixture.ts';

const ARN = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/door';

const statement = (Resource: string) =>
  JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource } });

const OPEN = publicThroughAccessPoint(
  {
    arn: ARN,
    text: statement(`${ARN}/object/*`),
    bucket: { arn: 'arn:aws:s3:::room', text: statement('arn:aws:s3:::room/*') },
  },
  { home: { accountId: '111122223333' } },
);

const point = {
  name: 'door',
  arn: ARN,
  region: 'eu-west-1',
  buckets: [{ name: 'room', accountId: '111122223333' }],
  onlyFromVpc: false,
};
const way = { bucket: 'room', ofAccount: undefined, in: value(OPEN), perhapsBlocked: undefined };
const CLOSED = value({ admitted: [], unread: undefined });

describe('s3/access-point-public', () => {
  it.each([
    ['open', [way], 'fail'],
    ['closed', [{ ...way, in: CLOSED }], 'pass'],
    ['without ways', [], 'pass'],
    ['open to one of two buckets', [{ ...way, in: denied }, way], 'fail'],
    ['perhaps blocked', [{ ...way, perhapsBlocked: DENIED }], 'unknown'],
    ['denied', [{ ...way, in: denied }], 'unknown'],
    ['to the bucket of another account', [{ ...way, ofAccount: '444455556666' }], 'unknown'],
  ])('%s', (_case, ways, status) => {
    expect(statuses(judge(rule, { access: { points: [{ point, ways }], unlisted: [] } }))).toEqual([status]);
  });

  it('does not apply without access points, and is unknown where a Region could not be listed', () => {
    expect(statuses(judge(rule, { access: { points: [], unlisted: [] } }))).toEqual(['notApplicable']);
    const unlisted = [{ region: 'eu-west-1', error: DENIED }];
    expect(judge(rule, { access: { points: [], unlisted } })).toMatchObject([
      { status: 'unknown', part: 'eu-west-1', error: DENIED },
    ]);
    const several = [{ region: undefined, error: DENIED }];
    expect(judge(rule, { access: { points: [], unlisted: several } })).toMatchObject([
      { status: 'unknown', part: 'several Regions', error: DENIED },
    ]);
  });
});
