import { failing } from '../../support/faults.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam, type Wire } from '../../support/wire.ts';

export const OWN = '111122223333';
export const MANAGEMENT = '999988887777';

export const trail = (name: string, changes: Record<string, Wire> = {}, ownerId = OWN) => {
  const { HomeRegion = 'eu-west-1', ...rest } = changes;
  return {
    Name: name,
    TrailARN: `arn:aws:cloudtrail:${HomeRegion}:${ownerId}:trail/${name}`,
    HomeRegion,
    IsMultiRegionTrail: true,
    ...rest,
  };
};
export const listed = (...trailList: Wire[]): Answers => ({
  'cloudtrail:DescribeTrails': (call) => success(call, { trailList }),
});
export const status: Answers = {
  'cloudtrail:GetTrailStatus': (call) => success(call, { IsLogging: true }),
};
export const selectors: Answers = {
  'cloudtrail:GetEventSelectors': (call) =>
    success(call, { TrailARN: textParam(call, 'TrailName'), EventSelectors: [{ ReadWriteType: 'All' }] }),
};
export const noOrganization: Answers = {
  'organizations:DescribeOrganization': failing('AWSOrganizationsNotInUseException', 'no'),
};
export const memberOf = (services: string[] = []): Answers => ({
  'organizations:DescribeOrganization': (call) =>
    success(call, { Organization: { Id: 'o-1', MasterAccountId: MANAGEMENT } }),
  'organizations:ListDelegatedServicesForAccount': (call) =>
    success(call, { DelegatedServices: services.map((ServicePrincipal) => ({ ServicePrincipal })) }),
});
export const organizationTrail = (changes: Record<string, Wire> = {}) =>
  trail('org', { IsOrganizationTrail: true, ...changes }, MANAGEMENT);
