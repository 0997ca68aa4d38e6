import { type Moto, motoAccountId } from '../moto.ts';
import { ALL_FOUR, s3Answers, s3ControlAnswers } from '../s3-answers.ts';
import type { Answerer } from '../stub.ts';
import { type Answer, type Call, success } from '../wire.ts';
import { cloudTrail, goodTrail } from './cloudtrail-answers.ts';
import { goodDetector, guardDuty } from './guardduty-answers.ts';
import { credentialReport, serviceSpecificCredentials } from './iam-answers.ts';
import { type PermissionSet, permissionSets } from './identity-center-answers.ts';
import { goodInspector, inspector } from './inspector-answers.ts';
import type { Organization } from './organization.ts';
import { NOT_SUBSCRIBED } from './services/shield.ts';
import { type SeededUser, seedUsers } from './users.ts';
import { clientsOf, daysAgo, type World } from './world.ts';

/**
 * A member account that administers GuardDuty, Inspector and IAM Identity Center for its organization, and may therefore read the
 * organization; one user has a password, the trail of the
 * organization writes to a bucket here, and nothing that Shield Advanced protects faces the internet. moto shows an
 * organization to its management account alone, so the member's questions are put in that account's name.
 */
export async function seedDelegatedAdministrator(
  moto: Moto,
  { member, accounts, answers }: Organization,
  { now = new Date() }: { now?: Date } = {},
): Promise<World> {
  const users = usersAt(now);
  await seedUsers(clientsOf(moto, member.credentials).iam, users);
  const ask = asManagementAccount(moto);
  const ofOrganizations = Object.entries(answers)
    .filter(([operation]) => operation.startsWith('organizations:'))
    .map(([operation, answerer]): [string, Answerer] => [
      operation,
      (call) => answerer(call, () => ask(call)),
    ]);
  return {
    ...member,
    answers: {
      ...answers,
      ...serviceSpecificCredentials(),
      ...credentialReport({
        accountId: member.accountId,
        root: { created: daysAgo(1000, now), mfa: true, password: { changed: daysAgo(900, now) } },
        users,
        generatedAt: now,
      }),
      ...guardDuty(
        member.accountId,
        { 'us-east-1': { ...goodDetector, trusted: { ipSets: { office: 's3://lists/office.txt' } } } },
        {
          autoEnable: 'NEW',
          members: [
            ...accounts.production
              .slice(1)
              .map((accountId) => ({ accountId, relationshipStatus: 'Enabled' })),
            ...accounts.staging.map((accountId) => ({ accountId, relationshipStatus: 'Disabled' })),
          ],
        },
      ),
      ...inspector(member.accountId, { 'us-east-1': goodInspector }, { autoEnable: ['ec2', 'ecr'] }),
      ...cloudTrail([goodTrail(motoAccountId, now)]),
      ...s3Answers(bucketsOf(member.accountId)),
      ...s3ControlAnswers(undefined, [accessPoint], member.accountId),
      ...NOT_SUBSCRIBED,
      ...permissionSets('us-east-1', motoAccountId, setsFor(member.accountId)),
      ...Object.fromEntries(ofOrganizations),
      'organizations:*': ask,
      'organizations:ListDelegatedServicesForAccount': (call) =>
        success(call, {
          DelegatedServices: ['guardduty.amazonaws.com', 'inspector2.amazonaws.com', 'sso.amazonaws.com'].map(
            (ServicePrincipal) => ({
              ServicePrincipal,
              DelegationEnabledDate: new Date(0),
            }),
          ),
        }),
    },
  };
}

const allows = (bucket: string, Principal: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Principal,
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${bucket}/*`,
  Condition,
});

/** The bucket of the organization's trail, whose public policy is blocked, and one that only access points open. */
const bucketsOf = (accountId: string) => {
  const ofTrail = `trail-${motoAccountId}`;
  return [
    {
      name: ofTrail,
      blocks: ALL_FOUR,
      policy: [allows(ofTrail, '*'), allows(ofTrail, { AWS: 'arn:aws:iam::999988887777:root' })],
    },
    {
      name: 'shared',
      policy: [allows('shared', '*', { StringEquals: { 's3:DataAccessPointAccount': accountId } })],
    },
  ];
};

const accessPoint = {
  name: 'shared',
  bucket: 'shared',
  policy: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }],
};

const usersAt = (now: Date): readonly SeededUser[] => [
  { name: 'break-glass', created: daysAgo(400, now), password: { changed: daysAgo(30, now) }, mfa: true },
];

/** Administrators who are assigned one by one, others in a group, and people who are none. */
const setsFor = (accountId: string): readonly PermissionSet[] => [
  {
    Name: 'AdministratorAccess',
    SessionDuration: 'PT12H',
    managed: ['AdministratorAccess'],
    assignments: { [accountId]: [{ PrincipalType: 'USER', PrincipalId: 'user-1' }] },
  },
  {
    Name: 'BreakGlass',
    SessionDuration: 'PT1H',
    managed: ['AdministratorAccess'],
    assignments: { [accountId]: [{ PrincipalType: 'GROUP', PrincipalId: 'group-1' }] },
  },
  { Name: 'ReadOnly', SessionDuration: 'PT8H', managed: ['ReadOnlyAccess'] },
];

function asManagementAccount({ endpoint, credentials }: Moto): (call: Call) => Promise<Answer> {
  const credential = `${credentials.accessKeyId}/20260101/us-east-1/organizations/aws4_request`;
  return async ({ operation, params }) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSOrganizationsV20161128.${operation}`,
      },
      body: JSON.stringify(params),
    });
    return {
      status: response.status,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: await response.text(),
    };
  };
}
