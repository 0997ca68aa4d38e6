import { derive, optional } from '../../aws/combine-readers.ts';
import { launchTemplateGroups } from './launch-templates.ts';
import { networkInterfaces } from './network-interfaces.ts';

const interfaces = optional(networkInterfaces);

/** "If you don't specify a security group, Amazon EC2 uses the default security group": https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security-groups.html */
const DEFAULT_GROUP = 'default';

/**
 * Ids of the security groups that a network interface has, and ids or names of those that a launch template would give
 * one. Undefined where that could not be read whole: then any group may be carried. A group that another one names is
 * not carried by that.
 */
export const carriedGroups = derive(
  { interfaces, templates: optional(launchTemplateGroups) },
  ({ interfaces, templates }): ReadonlySet<string> | undefined =>
    interfaces.ok && templates.ok && interfaces.value.every(({ Groups }) => Groups)
      ? new Set([
          ...interfaces.value.flatMap(({ Groups = [] }) => Groups.flatMap(({ GroupId }) => GroupId ?? [])),
          ...templates.value.flatMap(({ groups }) => (groups.length > 0 ? groups : [DEFAULT_GROUP])),
        ])
      : undefined,
);

/** Ids of the VPCs in which there is a network interface. Undefined where that could not be read whole. */
export const occupiedVpcs = derive({ interfaces }, ({ interfaces }): ReadonlySet<string> | undefined =>
  interfaces.ok && interfaces.value.every(({ VpcId }) => VpcId)
    ? new Set(interfaces.value.flatMap(({ VpcId }) => VpcId ?? []))
    : undefined,
);
