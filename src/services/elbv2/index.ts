export { ACCESS_LOGS_TO_S3, loadBalancerAttributes } from './attributes.ts';
export {
  forwards,
  type Listener,
  type ListenerAction,
  type ListenerRule,
  listeners,
  rulesOfHttpListeners,
} from './listeners.ts';
export { facesInternet, type LoadBalancer, loadBalancers } from './load-balancers.ts';
export { passesTcpOn, type TargetGroup, targetGroupsOfTcpListeners } from './target-groups.ts';
export { type TlsPolicy, tlsPolicies, weaknessesOf } from './tls-policies.ts';
