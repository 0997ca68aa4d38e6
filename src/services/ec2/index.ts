/** What Postern reads of EC2 and its networks: published as `postern/services/ec2`. */
export { type ElasticIp, elasticIps } from './addresses.ts';
export { carriedGroups, occupiedVpcs } from './carried-groups.ts';
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
