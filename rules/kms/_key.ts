import type { Resource } from 'postern/rule';
import type { ListedKey } from 'postern/services/kms';

/** A key by its ARN. Its aliases tell people which one. */
export function keyResource({ KeyArn, aliases }: ListedKey): Resource {
  return {
    type: 'AwsKmsKey',
    id: KeyArn,
    ...(aliases.length === 0 ? {} : { details: { Aliases: aliases } }),
  };
}

/** `Key app`, by its first alias, or else by its id. */
export function keyInWords({ KeyId, aliases }: ListedKey): string {
  return `Key ${aliases[0] ?? KeyId}`;
}
