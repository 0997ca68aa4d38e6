import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  identityCenterInstances,
  organizationInstances,
} from '../../../src/services/identity-center/instances.ts';
import { denied as deniedBy, failing, inRegions } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { identityCenter } from '../../support/worlds/iam-answers.ts';

afterEach(() => vi.unstubAllEnvs());

const MANAGEMENT = '999988887777';
const OWN = '111122223333';
const INSTANCE = { InstanceArn: 'arn:aws:sso:::instance/ssoins-7223abcdef012345' };
const organization: Answerer = (call) =>
  success(call, { Organization: { Id: 'o-mine', MasterAccountId: MANAGEMENT } });
const none = failing('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
const denied = failing(
  'AccessDeniedException',
  'not authorized to perform: organizations:DescribeOrganization',
);

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

describe('organizationInstances', () => {
  it('is told of every Region, or why a Region does not tell', async () => {
    const instance = { InstanceArn: 'arn:aws:sso:::instance/ssoins-1', OwnerAccountId: '999988887777' };
    await using account = await stubbedPlace({
      'sso:ListInstances': (call, upstream) =>
        inRegions(['eu-west-1'], deniedBy())(call, upstream) ??
        success(call, {
          Instances: call.region === 'eu-north-1' ? [instance] : [],
        }),
      'organizations:DescribeOrganization': (call) =>
        success(call, { Organization: { Id: 'o-mine', MasterAccountId: instance.OwnerAccountId } }),
    });
    const enabled = ['eu-north-1', 'eu-west-1', 'us-east-1'];
    const session = { ...account.place.session, regions: { scanned: ['us-east-1'], off: [], enabled } };
    expect(await organizationInstances({ ...account.place, session })).toMatchObject([
      {
        region: 'eu-north-1',
        answer: { ok: true, value: [instance] },
      },
      { region: 'eu-west-1', answer: { ok: false, error: { kind: 'denied', action: 'sso:ListInstances' } } },
      { region: 'us-east-1', answer: { ok: true, value: [] } },
    ]);
  });

  it.each<[string, string, Answerer, object[]]>([
    ['is that of the management account', MANAGEMENT, organization, [INSTANCE]],
    ['is no account instance of a member', OWN, organization, []],
    ['is no account instance of an account in no organization', OWN, none, []],
  ])('%s', async (_case, owner, describeOrganization, instances) => {
    await using account = await stubbedPlace({
      ...identityCenter('eu-west-1', owner),
      'organizations:DescribeOrganization': describeOrganization,
    });
    expect(await organizationInstances(account.place)).toMatchObject([
      { region: 'eu-west-1', answer: { ok: true, value: instances } },
    ]);
  });

  it('is unknown where an instance is seen and the organization is not', async () => {
    await using account = await stubbedPlace({
      ...identityCenter('eu-west-1', MANAGEMENT),
      'organizations:DescribeOrganization': denied,
    });
    expect(await organizationInstances(account.place)).toMatchObject([
      { answer: { ok: false, error: { action: 'organizations:DescribeOrganization' } } },
    ]);
  });

  it('is known to be none where none is seen, whatever the organization', async () => {
    await using account = await stubbedPlace({
      ...identityCenter(undefined, MANAGEMENT),
      'organizations:DescribeOrganization': denied,
    });
    expect(await organizationInstances(account.place)).toMatchObject([{ answer: { ok: true, value: [] } }]);
  });
});
