import type {
  AuthorizationDetails,
  IamUser,
  ManagedPolicy,
} from '../../../src/services/iam/authorization-details.ts';
import { policyHoldersOf } from '../../../src/services/iam/policy-holders.ts';
import { writtenPoliciesOf } from '../../../src/services/iam/written-policies.ts';
import { ACCOUNT } from '../../support/judge.ts';
import { detailsOf, inline, policyOf, userOf } from './readings.fixture.ts';

export const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

/** The policies that these users, groups, roles and managed policies have. */
export function writtenIn(changes: Partial<AuthorizationDetails>) {
  const details = detailsOf(changes);
  return { written: writtenPoliciesOf(details, policyHoldersOf(details)) };
}

/** One customer-managed policy "deploy", attached to one user. */
export function managed(...statements: readonly object[]) {
  return managedWith({ AttachmentCount: 1 }, ...statements);
}

export function managedWith(changes: Partial<ManagedPolicy>, ...statements: readonly object[]) {
  return writtenIn({ Policies: [{ ...policyOf('deploy', ...statements), ...changes }] });
}

/** One inline policy "own" of the user ann. */
export function inlined(...statements: readonly object[]) {
  return writtenIn({ UserDetailList: [userOf({ UserPolicyList: [inline('own', ...statements)] })] });
}

export const damaged: Partial<IamUser> = {
  UserPolicyList: [{ PolicyName: 'broken', PolicyDocument: '%7B' }],
};

export const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
export const DEPLOY = `arn:aws:iam::${ACCOUNT}:policy/deploy`;

/** What is asked of a rule on policies: those of the account, and the verdicts. */
export type WrittenCase = [name: string, readings: ReturnType<typeof writtenIn>, verdicts: readonly object[]];

/** What holds of every rule on what policies allow that finds fault with this statement. */
export function casesOfGrant(statement: object): WrittenCase[] {
  const boundary = { AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 };
  return [
    ['attached', managed(statement), [{ status: 'fail', resource: { id: DEPLOY } }]],
    ['inline', inlined(statement), [{ status: 'fail', resource: { id: ANN }, part: 'own' }]],
    ['Deny', managed({ ...statement, Effect: 'Deny' }), [{ status: 'pass' }]],
    [
      'attached to nobody, so mild',
      managedWith({ AttachmentCount: 0 }, statement),
      [{ status: 'fail', severity: { score: 1 } }],
    ],
    ['only a boundary, which grants nothing', managedWith(boundary, statement), []],
    ['damaged', writtenIn({ UserDetailList: [userOf(damaged)] }), [{ status: 'unknown' }]],
  ];
}

/** A Deny of the same undoes what a statement allows. */
export function deniedAgain(statement: object): WrittenCase {
  return ['denied again', managed(statement, { ...statement, Effect: 'Deny' }), [{ status: 'pass' }]];
}
