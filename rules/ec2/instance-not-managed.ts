import { accountResource, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { instances } from 'postern/services/ec2';
import { managedInstances } from 'postern/services/ssm';
import { instanceResource } from './_instance.ts';

/** The agent registers minutes after the launch. */
const HOUR = 3_600_000;

export default defineRule({
  title: 'Instance is not managed by Systems Manager',
  type: 'Policy:EC2/InstanceNotManagedBySsm',
  severity: 3.0,
  scope: 'region',
  reads: { instances, managed: managedInstances },
  why: 'Nobody knows which patches it lacks, and whoever has to look at it needs a password or a key and an open port.',
  remediation: {
    text: 'Turn on Default Host Management Configuration, or give the instance a role with AmazonSSMManagedInstanceCore; see that the agent runs, and reaches Systems Manager over the internet or a VPC endpoint.',
    url: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html',
  },
  gather: {
    in: 'region',
    describe: (parts, place) => ({
      resource: accountResource(place),
      ...(parts.length === 1
        ? { description: parts[0]?.fail.description ?? '' }
        : {
            title: 'Instances are not managed by Systems Manager',
            description: `Systems Manager does not manage ${parts.length} instances in ${place.region}.`,
          }),
    }),
  },
  *check({ instances, managed }, scope) {
    const nodes = new Map(managed.map((node) => [node.InstanceId, node]));
    for (const each of instances) {
      const { InstanceId, State, LaunchTime } = each;
      const instance = instanceResource(each, scope);
      const node = nodes.get(InstanceId);
      const evidence = {
        InstanceId,
        LaunchTime,
        PingStatus: node?.PingStatus ?? null,
        LastPingDateTime: node?.LastPingDateTime ?? null,
      };
      if (State?.Name === undefined) yield unknown(instance, 'AWS did not say whether the instance runs');
      else if (State.Name !== 'running') yield notApplicable('the instance does not run', instance);
      else if (node?.PingStatus === 'Online') yield pass(instance, evidence);
      else if (node !== undefined)
        yield fail(
          instance,
          evidence,
          `The agent of Systems Manager on ${InstanceId} does not answer (${node.PingStatus ?? 'no status'}).`,
        );
      else if (LaunchTime !== undefined && scope.now.getTime() - LaunchTime.getTime() < HOUR)
        yield notApplicable('the instance was launched less than an hour ago', instance);
      else yield fail(instance, evidence, `Systems Manager does not manage ${InstanceId}.`);
    }
  },
});
