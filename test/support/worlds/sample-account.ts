import {
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateAccountAliasCommand } from '@aws-sdk/client-iam';
import { type Moto, motoAccountId } from '../moto.ts';
import { seedBadlyKept } from './badly-kept.ts';
import { type PermissionSet, permissionSets } from './identity-center-answers.ts';
import type { Organization } from './organization.ts';
import { clientsOf, policy, sent, type World } from './world.ts';

/** The badly kept account as the management account of the organization, where people have Identity Center. */
export async function seedSampleAccount(
  moto: Moto,
  { answers }: Organization,
  { now = new Date() }: { now?: Date } = {},
): Promise<World> {
  const badlyKept = await seedBadlyKept(moto, { now });
  const { ec2, iam } = clientsOf(moto);
  await seedOfficeGroup(ec2('eu-west-1'));
  await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'example-production' }));
  return {
    ...badlyKept,
    answers: {
      ...answers,
      ...badlyKept.answers,
      ...permissionSets('us-east-1', motoAccountId, sets),
    },
  };
}

/** Administrators all day long, one of them outside every group, people who are none, and people who can become some. */
const sets: readonly PermissionSet[] = [
  {
    Name: 'AdministratorAccess',
    SessionDuration: 'PT12H',
    managed: ['AdministratorAccess'],
    assignments: {
      [motoAccountId]: [
        { PrincipalType: 'GROUP', PrincipalId: '9067642ac7-3c1f7a0e-52d4-4f0b-8a6e-6d1f5b7c9e21' },
        { PrincipalType: 'USER', PrincipalId: '9067642ac7-b8e0d4f6-1a2b-47c3-9d5e-2f8a6c4e0b13' },
      ],
    },
  },
  { Name: 'ReadOnly', SessionDuration: 'PT8H', managed: ['ReadOnlyAccess'] },
  {
    Name: 'Developer',
    SessionDuration: 'PT8H',
    managed: ['PowerUserAccess'],
    InlinePolicy: policy({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }),
    assignments: {
      [motoAccountId]: [
        { PrincipalType: 'GROUP', PrincipalId: '9067642ac7-5a7d2c1e-83b6-4e9f-a0d1-7c4b9e6f2a35' },
      ],
    },
  },
];

/**
 * A security group that lets in the addresses of a prefix list on every port: without the list nothing is known of it,
 * so the denial matrix needs it.
 */
async function seedOfficeGroup(ec2: EC2Client): Promise<void> {
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: 'offices',
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: [{ Cidr: '203.0.113.0/24', Description: 'head office' }],
    }),
  );
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'offices', Description: 'everything, from the offices' }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [
        {
          IpProtocol: '-1',
          PrefixListIds: [{ PrefixListId: sent(PrefixList?.PrefixListId, 'prefix list') }],
        },
      ],
    }),
  );
}
