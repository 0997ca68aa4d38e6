import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { AwsCredentialIdentity } from '@smithy/types';
import { type Moto, motoAccountId } from '../moto.ts';
import { accessAnalyzer } from './access-analyzer-answers.ts';
import { regions } from './ec2-answers.ts';
import { guardDuty } from './guardduty-answers.ts';
import {
  accountSummary,
  credentialReport,
  delegationRequests,
  identityCenter,
  organizationsFeatures,
  outboundFederation,
  serviceSpecificCredentials,
} from './iam-answers.ts';
import { inspector } from './inspector-answers.ts';
import { paging } from './paging.ts';
import { clientsOf, daysAgo, numbers, policy, sent, type World } from './world.ts';

type Unit = 'workloads' | 'production' | 'staging' | 'sandbox' | 'empty';

export interface Organization extends World {
  readonly organizationId: string;
  readonly rootId: string;
  /** Ids; production and staging are inside workloads. */
  readonly units: Readonly<Record<Unit, string>>;
  /** Ids of the accounts directly under root, and in each unit. */
  readonly accounts: Readonly<Record<Unit | 'root', readonly string[]>>;
  /** `restricting` is on production; `many` allow as much as FullAWSAccess and are on accounts of sandbox. */
  readonly policies: {
    readonly restricting: string;
    readonly unattached: string;
    readonly many: readonly string[];
  };
  /** A member account in production, and credentials of it. */
  readonly member: { readonly accountId: string; readonly credentials: AwsCredentialIdentity };
}

const restriction = policy(
  {
    Sid: 'Stay',
    Effect: 'Deny',
    Action: [
      'organizations:LeaveOrganization',
      'cloudtrail:StopLogging',
      'cloudtrail:DeleteTrail',
      'cloudtrail:UpdateTrail',
      'cloudtrail:PutEventSelectors',
    ],
    Resource: '*',
  },
  {
    Sid: 'NoRoot',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { StringLike: { 'aws:PrincipalArn': 'arn:*:iam::*:root' } },
  },
);

/**
 * A management account with 27 member accounts and 27 SCPs, which is more than a page (20) of each.
 * FullAWSAccess is attached to everything, as moto and AWS both do.
 */
export async function seedOrganization(
  moto: Moto,
  { now = new Date() }: { now?: Date } = {},
): Promise<Organization> {
  const { organizations } = clientsOf(moto);
  const created = await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const organizationId = sent(created.Organization?.Id, 'organization');
  const rootId = sent((await organizations.send(new ListRootsCommand({}))).Roots?.[0]?.Id, 'root');
  await organizations.send(
    new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' }),
  );

  const workloads = await createUnit(organizations, rootId, 'workloads');
  const units = {
    workloads,
    production: await createUnit(organizations, workloads, 'production'),
    staging: await createUnit(organizations, workloads, 'staging'),
    sandbox: await createUnit(organizations, rootId, 'sandbox'),
    empty: await createUnit(organizations, rootId, 'empty'),
  };
  const seedAccounts = (unit: Unit | 'root', count: number) =>
    createAccounts(organizations, unit, count, { rootId, parentId: unit === 'root' ? rootId : units[unit] });
  const accounts = {
    root: await seedAccounts('root', 2),
    workloads: await seedAccounts('workloads', 1),
    production: await seedAccounts('production', 2),
    staging: await seedAccounts('staging', 1),
    sandbox: await seedAccounts('sandbox', 21),
    empty: [],
  };
  const policies = await seedPolicies(organizations, units.production, accounts.sandbox);
  const memberId = sent(accounts.production[0], 'member account');
  return {
    accountId: motoAccountId,
    credentials: moto.credentials,
    organizationId,
    rootId,
    units,
    accounts,
    policies,
    member: { accountId: memberId, credentials: await moto.credentialsFor(memberId) },
    answers: {
      ...paging,
      ...regions(),
      ...accountSummary({
        AccountMFAEnabled: 1,
        AccountAccessKeysPresent: 0,
        AccountPasswordPresent: 1,
        AccountSigningCertificatesPresent: 0,
      }),
      ...serviceSpecificCredentials(),
      ...delegationRequests(),
      ...outboundFederation(),
      ...credentialReport({
        accountId: motoAccountId,
        root: { created: daysAgo(1000, now), mfa: true, password: { changed: daysAgo(900, now) } },
        users: [],
        generatedAt: now,
      }),
      ...organizationsFeatures(organizationId, []),
      ...identityCenter('us-east-1', motoAccountId),
      ...guardDuty(motoAccountId, {}),
      ...inspector(motoAccountId, {}),
      ...accessAnalyzer(motoAccountId, {}),
    },
  };
}

async function createUnit(
  organizations: OrganizationsClient,
  ParentId: string,
  Name: string,
): Promise<string> {
  const { OrganizationalUnit } = await organizations.send(
    new CreateOrganizationalUnitCommand({ ParentId, Name }),
  );
  return sent(OrganizationalUnit?.Id, 'organizational unit');
}

/** One after the other: moto pages accounts by their time of joining. */
async function createAccounts(
  organizations: OrganizationsClient,
  unit: string,
  count: number,
  { rootId, parentId }: { rootId: string; parentId: string },
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const number of numbers(count)) {
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: `${unit}-${number}`, Email: `${unit}-${number}@example.com` }),
    );
    const AccountId = sent(CreateAccountStatus?.AccountId, 'account');
    if (parentId !== rootId) {
      await organizations.send(
        new MoveAccountCommand({ AccountId, SourceParentId: rootId, DestinationParentId: parentId }),
      );
    }
    ids.push(AccountId);
  }
  return ids;
}

async function seedPolicies(
  organizations: OrganizationsClient,
  restrictedUnit: string,
  targets: readonly string[],
): Promise<Organization['policies']> {
  const create = async (Name: string, Content: string) => {
    const { Policy } = await organizations.send(
      new CreatePolicyCommand({ Name, Content, Description: Name, Type: 'SERVICE_CONTROL_POLICY' }),
    );
    return sent(Policy?.PolicySummary?.Id, 'policy');
  };
  const attach = (PolicyId: string, TargetId: string) =>
    organizations.send(new AttachPolicyCommand({ PolicyId, TargetId }));
  const restricting = await create('restricting', restriction);
  await attach(restricting, restrictedUnit);
  const unattached = await create('unattached', restriction);
  const many: string[] = [];
  for (const number of numbers(25)) {
    const id = await create(`allow-all-${number}`, policy({ Effect: 'Allow', Action: '*', Resource: '*' }));
    // A target holds ten SCPs at most, so these are spread.
    await attach(id, sent(targets[number % targets.length], 'target'));
    many.push(id);
  }
  return { restricting, unattached, many };
}
