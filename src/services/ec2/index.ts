/** What Postern reads of EC2 and its networks: published as `postern/services/ec2`. */
export {
  ebsEncryptionByDefault,
  imageBlockPublicAccess,
  instanceMetadataDefaults,
  serialConsoleAccess,
} from './account-settings.ts';
export { type ElasticIp, elasticIps } from './addresses.ts';
export { carriedGroups, occupiedVpcs } from './carried-groups.ts';
export { type FlowLog, ownVpcs, type Vpc, type VpcFlowLogs, vpcFlowLogs } from './flow-logs.ts';
export { type Image, imagesOfInstances, imagesOfLaunchTemplates, ownImages } from './images.ts';
export {
  type Instance,
  instances,
  type UserDataSecret,
  type UserDataSecrets,
  userDataSecrets,
} from './instances.ts';
export { defaultLaunchTemplates, type LaunchTemplateVersion } from './launch-templates.ts';
export { ownNetworkAcls } from './network-acls.ts';
export { networkInterfaces } from './network-interfaces.ts';
export {
  ingressOf,
  permissionsToRevoke,
  RULES_NOT_TOLD,
  type SecurityGroupIngress,
  securityGroupIngress,
  whyUnknown,
} from './security-group-ingress.ts';
export { ingressPrefixLists, ownSecurityGroups, securityGroups } from './security-groups.ts';
export {
  optionalSnapshotBlockPublicAccess,
  ownSnapshots,
  publicSnapshots,
  type Snapshot,
  snapshotBlockPublicAccess,
} from './snapshots.ts';
export { ownTransitGateways, type TransitGateway } from './transit-gateways.ts';
export { type Volume, volumes } from './volumes.ts';
export { endpointServices, ownVpcEndpoints } from './vpc-endpoints.ts';
