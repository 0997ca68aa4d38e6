import { describe, expect, it } from 'vitest';
import rule from '../../../rules/vpc/transit-gateway-auto-accepts.ts';
import { judge, statuses } from '../../support/judge.ts';

const judged = (accepts: 'enable' | 'disable' | undefined) =>
  judge(rule, {
    gateways: [
      {
        TransitGatewayId: 'tgw-1',
        TransitGatewayArn: 'arn:aws:ec2:us-east-1:111122223333:transit-gateway/tgw-1',
        Options: { AutoAcceptSharedAttachments: accepts },
      },
    ],
  });

describe('vpc/transit-gateway-auto-accepts', () => {
  it.each([
    ['enable', 'fail'],
    ['disable', 'pass'],
    [undefined, 'unknown'],
  ] as const)('%s', (accepts, expected) => expect(statuses(judged(accepts))).toEqual([expected]));

  it('says how to turn it off', () => {
    expect(judged('enable')).toMatchObject([
      {
        exposure: 'other-account',
        commands: [
          'aws ec2 modify-transit-gateway --transit-gateway-id tgw-1 --options AutoAcceptSharedAttachments=disable --region us-east-1',
        ],
      },
    ]);
  });
});
