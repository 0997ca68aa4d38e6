import { afterEach, describe, expect, it, vi } from 'vitest';
import { writtenPolicies } from '../../../src/services/iam/written-policies.ts';
import { document } from '../../rules/iam/readings.fixture.ts';
import { placeWith } from './details.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const ARN = 'arn:aws:iam::111122223333';
const READ = document({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' });

const policy = (PolicyName: string, more = {}) => ({
  PolicyName,
  Arn: `${ARN}:policy/${PolicyName}`,
  DefaultVersionId: 'v1',
  PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: READ }],
  ...more,
});
const user = (UserName: string, more = {}) => ({
  UserName,
  Arn: `${ARN}:user/${UserName}`,
  UserPolicyList: [],
  AttachedManagedPolicies: [],
  GroupList: [],
  ...more,
});
const attached = (...names: readonly string[]) =>
  names.map((PolicyName) => ({ PolicyName, PolicyArn: `${ARN}:policy/${PolicyName}` }));

describe('writtenPolicies', () => {
  it('are the policies of the customer, managed and inline, and what each is used for', async () => {
    await using account = await placeWith({
      UserDetailList: [
        user('ann', {
          UserPolicyList: [{ PolicyName: 'own', PolicyDocument: READ }],
          AttachedManagedPolicies: attached('deploy'),
          PermissionsBoundary: { PermissionsBoundaryArn: `${ARN}:policy/limit` },
        }),
      ],
      Policies: [
        policy('deploy'),
        policy('limit'),
        policy('spare'),
        policy('counted', { AttachmentCount: 2 }),
        policy('AdministratorAccess', { Arn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
      ],
    });
    const { managed, inline, granting } = await writtenPolicies(account.place);
    expect(managed.map(({ name, use }) => [name, use])).toEqual([
      ['policy deploy', 'grant'],
      ['policy limit', 'boundary'],
      ['policy spare', 'none'],
      ['policy counted', 'grant'],
    ]);
    expect(managed[0]?.evidence).toMatchObject({ attachedTo: [`${ARN}:user/ann`], AttachmentCount: 1 });
    expect(inline).toMatchObject([
      {
        resource: { type: 'AwsIamUser', id: `${ARN}:user/ann` },
        which: { part: 'own' },
        name: 'inline policy own',
        unread: [],
      },
    ]);
    expect(granting.map(({ name }) => name)).toEqual([
      'policy deploy',
      'policy spare',
      'policy counted',
      'inline policy own',
    ]);
  });

  it('say why they could not be read, and of what AWS left out that it is not known', async () => {
    await using account = await placeWith({
      UserDetailList: [user('ann', { UserPolicyList: undefined, AttachedManagedPolicies: undefined })],
      Policies: [policy('damaged', { PolicyVersionList: [{ VersionId: 'v1', Document: '%7B' }] })],
    });
    const { managed, inline } = await writtenPolicies(account.place);
    expect(managed).toMatchObject([
      {
        use: undefined,
        policies: [],
        unread: [expect.stringMatching(/^the policy arn:\S+:policy\/damaged is not JSON/)],
      },
    ]);
    expect(inline).toMatchObject([{ unread: [`AWS did not list the policies in ${ARN}:user/ann`] }]);
  });
});
