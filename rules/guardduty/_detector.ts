import { accountResource, type Gathering } from 'postern/rule';
import type { optionalDetectorAdministrator } from 'postern/services/guardduty';

type Administrator = Awaited<ReturnType<typeof optionalDetectorAdministrator>>;

/** The account that administers GuardDuty for this one; undefined where there is none, or AWS did not say. */
export function administratorOf(administrator: Administrator): string | undefined {
  return administrator.ok ? administrator.value?.AccountId : undefined;
}

/**
 * Detectors that lack the same in several Regions are one finding of the account.
 * @param describe says it of one Region by its name, or of so many.
 */
export function inRegions(describe: (where: string) => string): Gathering {
  return {
    in: 'region',
    alike: ({ description, severity }) => JSON.stringify([description, severity]),
    describe: (parts, place) => {
      const [first] = parts;
      const regions = new Set(parts.map(({ region }) => region));
      return {
        resource: first === undefined || regions.size > 1 ? accountResource(place) : first.fail.resource,
        description: describe(regions.size === 1 ? [...regions].join() : `${regions.size} Regions`),
      };
    },
  };
}
