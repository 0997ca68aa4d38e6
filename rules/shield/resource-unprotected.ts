import { accountResource, defineRule, fail, notApplicable, pass, type Resource, unknown } from 'postern/rule';
import {
  type ExposedResource,
  exposedResources,
  protectedResource,
  protections,
} from 'postern/services/shield';
import { notSubscribed } from './_subscription.ts';

export default defineRule({
  title: 'Internet-facing resource has no Shield Advanced protection',
  type: 'Policy:Shield/ResourceUnprotected',
  severity: 5,
  scope: 'account',
  reads: { protections, exposed: exposedResources },
  why: 'A subscription protects nothing by itself: what is not named in a protection has Shield Standard, and no response team, though Shield Advanced is paid for.',
  remediation: {
    text: 'Add the resource to Shield Advanced, or let a Shield Advanced policy of Firewall Manager protect all of its kind. A Network Load Balancer is protected by its Elastic IP addresses: without any, make one anew that has them.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/configure-new-protection.html',
  },
  gather: {
    in: 'account',
    describe: (parts, place) => {
      const [first] = parts;
      return first !== undefined && parts.length === 1
        ? { resource: first.fail.resource, description: first.fail.description }
        : {
            resource: accountResource(place),
            title: 'Internet-facing resources have no Shield Advanced protection',
            description: `${parts.length} resources that face the internet are not protected by Shield Advanced.`,
          };
    },
  },
  *check({ protections, exposed: { resources, unread } }, scope) {
    const account = accountResource(scope);
    if (protections === undefined) {
      yield notSubscribed();
      return;
    }
    const covered = new Set(protections.map(({ ResourceArn }) => ResourceArn));
    for (const resource of resources) {
      const bare = resource.protectedBy.filter((arn) => !covered.has(arn));
      const evidence = { ProtectedBy: resource.protectedBy, Unprotected: bare };
      if (resource.protectedBy.length > 0 && bare.length === 0) yield pass(resourceOf(resource), evidence);
      else
        yield fail(resourceOf(resource), evidence, inWords(resource, bare), {
          exposure: 'internet',
        });
    }
    for (const error of unread) yield unknown(account, error, { part: `${error.action} ${error.region}` });
    if (resources.length === 0 && unread.length === 0)
      yield notApplicable('Nothing that Shield Advanced protects faces the internet', account);
  },
});

function resourceOf({ arn, name }: ExposedResource): Resource {
  const { type, id, region } = protectedResource(arn);
  return { type, id, ...(region === undefined ? {} : { region }), details: { Name: name } };
}

function inWords({ kind, name, protectedBy }: ExposedResource, bare: readonly string[]): string {
  const it = `The ${kind} ${name}`;
  if (kind !== 'Network Load Balancer') return `${it} faces the internet without a protection.`;
  if (protectedBy.length === 0)
    return `${it} faces the internet without Elastic IP addresses, by which alone Shield Advanced protects it.`;
  return bare.length === protectedBy.length
    ? `${it} faces the internet, and none of its Elastic IP addresses has a protection.`
    : `${it} faces the internet, and ${bare.length} of its ${protectedBy.length} Elastic IP addresses ${bare.length === 1 ? 'has' : 'have'} no protection.`;
}
