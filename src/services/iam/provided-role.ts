import type { OrganizationPosition } from '../organizations/organization.ts';
import type { RoleTrust } from './role-trust.ts';

/**
 * The roles by which an organization works in its accounts. OrganizationAccountAccessRole is made with an account,
 * AWSControlTowerExecution with its enrolment, stacksets-exec-* by CloudFormation StackSets:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html
 * https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-custom-execution-role.html
 */
const OF_ORGANIZATION = /^(OrganizationAccountAccessRole|AWSControlTowerExecution|stacksets-exec-.+)$/;

/**
 * `cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1` and its siblings, with the qualifier, account and Region.
 * https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
const OF_CDK =
  /^cdk-[a-z0-9]{1,10}-(cfn-exec|deploy|lookup|file-publishing|image-publishing)-role-\d{12}-[a-z0-9-]+$/;

/**
 * Why a role is harmless as it is: AWS or the organization made it and only the own management account may assume it,
 * or the AWS CDK made it and nobody from outside may but CloudFormation. Undefined for all others, as whoever is let
 * in besides, or whoever takes such a name, is what the rules look for.
 */
export function whyProvided(
  { role: { RoleName }, outside, unread }: RoleTrust,
  position: OrganizationPosition | undefined,
): string | undefined {
  if (unread !== undefined) return undefined;
  if (OF_CDK.test(RoleName) && outside.every(({ who }) => isCloudFormation(who)))
    return 'The AWS CDK makes this role to deploy with, and nobody outside may assume it but CloudFormation.';
  const management =
    position === undefined || position.kind === 'standalone'
      ? undefined
      : position.organization.MasterAccountId;
  return OF_ORGANIZATION.test(RoleName) &&
    outside.length > 0 &&
    outside.every(({ who }) => who.kind === 'account' && who.accountId === management)
    ? 'The organization works in its accounts by this role, and only its management account may assume it.'
    : undefined;
}

function isCloudFormation(who: RoleTrust['outside'][number]['who']): boolean {
  return who.kind === 'service' && /^cloudformation\.amazonaws\.com(\.cn)?$/.test(who.service);
}
