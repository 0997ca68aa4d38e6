import type { Resource } from 'postern/rule';
import type { LogGroup } from 'postern/services/logs';

export function logGroupResource({ logGroupArn, logGroupName }: LogGroup): Resource {
  return { type: 'AwsLogsLogGroup', id: logGroupArn, details: { logGroupName } };
}

/** The names of log groups, of whose verdicts these are. */
export function namesOf(
  parts: readonly { readonly fail: { readonly resource: Resource } }[],
): readonly string[] {
  return parts.map(({ fail }) => String(fail.resource.details?.logGroupName));
}
