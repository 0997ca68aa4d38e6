import { afterEach, expect, it, vi } from 'vitest';
import {
  identityCenterInstances,
  identityCenterInstancesAnywhere,
} from '../../../src/services/identity-center/instances.ts';
import { denied, inRegions } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

it('the instances of a Region, over all pages', async () => {
  await using account = await stubbedPlace({
    'sso:ListInstances': (call) => {
      const first = textParam(call, 'NextToken') === undefined;
      return success(call, {
        Instances: [{ InstanceArn: `arn:aws:sso:::instance/ssoins-${first ? 1 : 2}` }],
        NextToken: first ? 'next' : undefined,
      });
    },
  });
  expect((await identityCenterInstances(account.place)).map(({ InstanceArn }) => InstanceArn)).toEqual([
    'arn:aws:sso:::instance/ssoins-1',
    'arn:aws:sso:::instance/ssoins-2',
  ]);
});

it('the instances of every Region, or why a Region does not tell', async () => {
  await using account = await stubbedPlace({
    'sso:ListInstances': (call, upstream) =>
      inRegions(['eu-west-1'], denied())(call, upstream) ??
      success(call, {
        Instances: call.region === 'eu-north-1' ? [{ InstanceArn: 'arn:aws:sso:::instance/ssoins-1' }] : [],
      }),
  });
  const enabled = ['eu-north-1', 'eu-west-1', 'us-east-1'];
  const session = { ...account.place.session, regions: { scanned: ['us-east-1'], off: [], enabled } };
  expect(await identityCenterInstancesAnywhere({ ...account.place, session })).toMatchObject([
    {
      region: 'eu-north-1',
      answer: { ok: true, value: [{ InstanceArn: 'arn:aws:sso:::instance/ssoins-1' }] },
    },
    { region: 'eu-west-1', answer: { ok: false, error: { kind: 'denied', action: 'sso:ListInstances' } } },
    { region: 'us-east-1', answer: { ok: true, value: [] } },
  ]);
});
