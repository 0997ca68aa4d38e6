export { type ListedWebAcl, listedWebAcls, scopesIn } from './listed-web-acls.ts';
export { type WebAclLog, webAclLogs } from './logged-web-acls.ts';
export { effectOfManaged, type ManagedGroups, managedGroups } from './managed-groups.ts';
export { loadBalancersOfWebAcls, resourcesOfUnmanagedWebAcls } from './protected-resources.ts';
export { metRules, type RuleGroups, ruleGroups } from './rule-groups.ts';
export type { Effect, WebAclRule } from './web-acl-rules.ts';
export { holdsManagedGroup, type WebAcl, type WebAclAnswer, webAcls } from './web-acls.ts';
