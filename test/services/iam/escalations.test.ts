import { afterEach, describe, expect, it, vi } from 'vitest';
import { chainEvidence, privilegeEscalations } from '../../../src/services/iam/escalations.ts';
import { ADMINISTRATOR, document } from '../../rules/iam/readings.fixture.ts';
import { placeWith } from './details.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const ARN = 'arn:aws:iam::111122223333';

const user = (UserName: string, ...statements: readonly object[]) => ({
  UserName,
  Arn: `${ARN}:user/${UserName}`,
  UserPolicyList: [{ PolicyName: 'own', PolicyDocument: document(...statements) }],
  AttachedManagedPolicies: [],
  GroupList: [],
});
const role = (RoleName: string, Path: string, ...statements: readonly object[]) => ({
  RoleName,
  Path,
  Arn: `${ARN}:role${Path}${RoleName}`,
  AssumeRolePolicyDocument: document({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: `${ARN}:root` },
  }),
  RolePolicyList: [{ PolicyName: 'own', PolicyDocument: document(...statements) }],
  AttachedManagedPolicies: [],
  InstanceProfileList: [],
});

describe('privilegeEscalations', () => {
  it('say of users and roles how far they get, from what AWS sends of the account', async () => {
    await using account = await placeWith({
      UserDetailList: [
        user('ann', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `${ARN}:role/helm` }),
        user('bob', { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
        user('eve', ADMINISTRATOR),
      ],
      RoleDetailList: [
        role('helm', '/', ADMINISTRATOR),
        role('AWSServiceRoleForSupport', '/aws-service-role/support.amazonaws.com/', ADMINISTRATOR),
      ],
    });
    const all = await privilegeEscalations(account.place);
    const named = all.map(({ holder, kind, standing }) => [
      kind,
      holder.detail.Arn.slice(ARN.length + 1),
      standing.kind,
    ]);
    expect(named).toEqual([
      ['user', 'user/ann', 'escalates'],
      ['user', 'user/bob', 'contained'],
      ['user', 'user/eve', 'administrator'],
      ['role', 'role/helm', 'administrator'],
    ]);
    const standing = all[0]?.standing;
    expect(standing?.kind === 'escalates' && chainEvidence(standing.chain)).toMatchObject({
      steps: 1,
      chain: [{ from: `${ARN}:user/ann`, actions: [{ action: 'sts:AssumeRole' }] }],
    });
  });
});
