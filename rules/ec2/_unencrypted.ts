import { accountResource, type Gathering } from 'postern/rule';

/**
 * Volumes, or snapshots, that are not encrypted are one finding in a Region: one setting of the Region keeps new ones from
 * it. @param things such as `attached volumes`
 */
export function unencryptedInRegion(things: string): Gathering {
  return {
    in: 'region',
    describe: (parts, place) => ({
      resource: accountResource(place),
      ...(parts.length === 1
        ? { description: parts[0]?.fail.description ?? '' }
        : {
            title: `${things.charAt(0).toUpperCase()}${things.slice(1)} are not encrypted`,
            description: `${parts.length} ${things} in ${place.region} are not encrypted.`,
          }),
    }),
  };
}
