import { failing } from '../faults.ts';
import type { Answers } from '../stub.ts';

/**
 * A member account that administers nothing may not ask what it administers; moto says that it is in no organization.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListDelegatedServicesForAccount.html
 */
export const noDelegatedServices: Answers = {
  'organizations:ListDelegatedServicesForAccount': failing(
    'AccessDeniedException',
    "You don't have permissions to access this resource.",
  ),
};
