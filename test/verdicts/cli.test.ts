import { expect, it } from 'vitest';
import {
  ACCOUNT,
  allow,
  arnOf,
  ESCALATES,
  type Statement,
  TRUSTS_ACCOUNT,
  trustsService,
  type World,
  when,
} from './account.fixture.ts';
import { staged } from './staged.fixture.ts';

/** What the built command line reports on the world: by the name of a resource, the severity of each finding. */
async function reported(world: World, rule: string): Promise<Readonly<Record<string, number>>> {
  await using scene = await staged(world);
  const { report } = await scene.report('--rule', rule, '--region', 'us-east-1', '--fail-on', 'never');
  expect(report.unknowns).toEqual([]);
  return Object.fromEntries(
    report.findings.map(({ resources, severity }) => [
      resources[0]?.id.split(':').slice(5).join(':') ?? 'nothing',
      severity.score,
    ]),
  );
}

const ann = (...inline: readonly Statement[]): World => ({ users: { ann: { inline } } });
const INLINE = 'iam/inline-policy-grants-full-admin';

it('everything, for the principals of the account, is the plain grant', async () => {
  const world = ann(allow('*', '*', when('StringEquals', 'aws:PrincipalAccount', ACCOUNT)));
  expect(await reported(world, INLINE)).toEqual({ 'user/ann': 8 });
});

it('everything from an address is told with the address', async () => {
  const world = ann(allow('*', '*', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24')));
  expect(await reported(world, INLINE)).toEqual({ 'user/ann': 6 });
});

it('a user is written by the role that it assumes', async () => {
  const world: World = {
    users: { ann: { inline: [allow('sts:AssumeRole', arnOf('role/helper'))] } },
    roles: { helper: { trust: TRUSTS_ACCOUNT, inline: [allow('iam:AttachUserPolicy', arnOf('user/ann'))] } },
  };
  expect(await reported(world, ESCALATES)).toEqual({ 'user/ann': 8.2 });
});

it('a user frees a role of its boundary, and assumes it', async () => {
  const world: World = {
    users: { ann: { inline: [allow(['iam:DeleteRolePermissionsBoundary', 'sts:AssumeRole'])] } },
    roles: { target: { trust: TRUSTS_ACCOUNT, attached: ['AdministratorAccess'], boundary: 'limit' } },
    policies: { limit: [allow('s3:Get*')] },
  };
  expect(await reported(world, ESCALATES)).toEqual({ 'user/ann': 8.2 });
});

it('a state machine gets an administrator role', async () => {
  const world: World = {
    users: {
      ann: { inline: [allow(['iam:PassRole', 'states:CreateStateMachine', 'states:StartExecution'])] },
    },
    roles: { target: { trust: trustsService('states'), attached: ['AdministratorAccess'] } },
  };
  expect(await reported(world, ESCALATES)).toEqual({ 'user/ann': 8.2 });
});

it('a short ARN is completed', async () => {
  expect(await reported(ann(allow('iam:AttachUserPolicy', 'arn:aws:iam')), ESCALATES)).toEqual({
    'user/ann': 8.2,
  });
});

it('a day that is past closes what ends then', async () => {
  const ended = when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z');
  expect(await reported(ann(allow('iam:AttachUserPolicy', '*', ended)), ESCALATES)).toEqual({});
});

it('a plain way is told, and a closed one is not', async () => {
  const world: World = {
    users: {
      ann: { inline: [allow('iam:AttachUserPolicy', arnOf('user/ann'))] },
      bob: { inline: [allow('iam:AttachUserPolicy', arnOf('user/nobody'))] },
    },
  };
  expect(await reported(world, ESCALATES)).toEqual({ 'user/ann': 8.2 });
});
