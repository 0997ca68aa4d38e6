/** Questions about addresses, ports and ways that rules ask: published as `postern/network`. */
export { ADDRESS_FAMILIES } from './address-set.ts';
export {
  everyPortInWords,
  familiesInWords,
  portsInWords,
  servicesInWords,
  someOf,
} from './in-words.ts';
export { internetFamilies } from './internet.ts';
export { type AclReach, internetReach } from './network-acl.ts';
export { groupsNamedByOthers, type InternetIngress } from './security-group.ts';
export {
  rangesBeside,
  rangesOf,
  rangesOfEveryPort,
  type ServicePort,
  servicesIn,
  tcp,
  udp,
} from './service-port.ts';
export { wideIngress } from './wide-ingress.ts';
