import type { Condition } from './condition.ts';
import { pinsValue } from './narrowing.ts';

/**
 * Keys that pick resources out of those of an account, or what a KMS key is used for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html
 */
const RESOURCE_KEY =
  /^((aws|iam):resourcetag\/|kms:(encryptioncontext:|encryptioncontextkeys$|requestalias$|resourcealiases$|viaservice$))/;

/** Whether the condition leaves only some resources of an account, or some uses of them. */
export function narrowsResource(condition: Condition): boolean {
  return RESOURCE_KEY.test(condition.key) && pinsValue(condition);
}
