import type { Finding, FindingResource } from '../../finding/report.ts';

/**
 * What people call a resource: `sg-1 (web)`, `alice`, `my-bucket`. Untrusted text, not yet escaped.
 * ARNs: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function resourceName({ resources, part }: Pick<Finding, 'resources' | 'part'>): string {
  const [resource] = resources;
  const name = resource === undefined ? '' : nameOf(resource);
  return part === undefined ? name : `${name}, ${part}`;
}

/** The name in an ARN, or what else AWS names a resource by. Untrusted text, not yet escaped. */
export function nameOfId(id: string): string {
  return nameOf({ type: '', id });
}

function nameOf({ type, id, tags }: Pick<FindingResource, 'type' | 'id' | 'tags'>): string {
  const [arn, , service = '', , accountId, ...rest] = id.split(':');
  const path = rest.join(':');
  if (arn !== 'arn' || path === '') return withTag(id, tags?.Name);
  return type === 'AwsAccount' ? `account ${accountId}` : withTag(nameInArn(service, path), tags?.Name);
}

/** Most ARNs end in `type/name` or `type:name`; those of IAM have a path in between, those of S3 no type before. */
function nameInArn(service: string, path: string): string {
  if (service === 's3') return path;
  const name = service === 'iam' ? path.slice(path.lastIndexOf('/') + 1) : path.replace(/^[^:/]*[:/]/, '');
  return name === '' ? path : name;
}

function withTag(name: string, tag: string | undefined): string {
  return tag === undefined || tag === '' || tag === name ? name : `${name} (${tag})`;
}
