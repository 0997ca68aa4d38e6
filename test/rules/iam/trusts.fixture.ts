import type { Home } from '../../../src/policy/outside/outsider.ts';
import { type RoleTrust, roleTrustsOf } from '../../../src/services/iam/role-trust.ts';
import { ACCOUNT } from '../../support/judge.ts';
import { detailsOf, roleOf, trust } from './readings.fixture.ts';

/** The role helm with a trust policy of these statements, as the account alone sees it. */
export function trustsOf(...statements: readonly object[]): readonly RoleTrust[] {
  return trustsIn({ accountId: ACCOUNT }, ...statements);
}

export function trustsIn(home: Home, ...statements: readonly object[]): readonly RoleTrust[] {
  return roleTrustsOf(detailsOf({ RoleDetailList: [roleOf(trust(...statements))] }), home);
}

/** The role helm without the trust policy that AWS should have sent. */
export function withoutTrust(): readonly RoleTrust[] {
  return roleTrustsOf(detailsOf({ RoleDetailList: [roleOf()] }), { accountId: ACCOUNT });
}

/** A statement that lets a principal assume the role. */
export function trusts(Principal: unknown, Condition?: object, Action = 'sts:AssumeRole') {
  return { Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) };
}

export const HELM = { type: 'AwsIamRole', id: `arn:aws:iam::${ACCOUNT}:role/helm` };
