import { type NotApplicable, notApplicable } from 'postern/rule';
import type { Standing } from 'postern/services/guardduty';

/**
 * Why a rule that the GuardDuty administrator of an organization alone can answer has no meaning here, and who could
 * tell; undefined in that account.
 */
export function elsewhere(standing: Standing, region: string): NotApplicable | undefined {
  switch (standing.kind) {
    case 'administrator':
      return undefined;
    case 'off':
      return notApplicable(`GuardDuty does not run in ${region}: guardduty/disabled reports it`);
    case 'outside organization':
      return notApplicable('the account belongs to no organization');
    default:
      return notApplicable(
        standing.administratorId === undefined
          ? `only the GuardDuty administrator of the organization can tell; its management account ${standing.managementAccountId} knows which account that is, if any`
          : `only the GuardDuty administrator can tell, which is account ${standing.administratorId}`,
      );
  }
}
