import type { Gathering } from './gathering.ts';
import { accountResource } from './resources.ts';

/** What a finding says of several resources; of one alone it says what its verdict does. */
export interface WordsOfSeveral {
  /** Replaces the rule's title: `Databases are not encrypted at rest`. */
  readonly title: string;
  /** As it follows "3": `databases in eu-west-1 are not encrypted at rest`. */
  readonly description: (region: string) => string;
}

/** All failed verdicts of a Region as one finding, with the resources as parts: for what one habit brings about. */
export function gatherInRegion({ title, description }: WordsOfSeveral): Gathering {
  return {
    in: 'region',
    describe: (parts, place) => {
      const [first, ...more] = parts;
      return first !== undefined && more.length === 0
        ? { resource: first.fail.resource, description: first.fail.description }
        : {
            resource: accountResource(place),
            title,
            description: `${parts.length} ${description(place.region)}.`,
          };
    },
  };
}
