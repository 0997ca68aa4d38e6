import type { Finding } from '../../finding/report.ts';
import { proof } from './proof.ts';
import { resourceName } from './resource-name.ts';
import { count } from './wording.ts';

/** Where a finding holds: itself, or one of its parts. Untrusted text, not yet escaped. */
export interface Place {
  readonly name: string;
  readonly accountId: string;
  /** Where the resource lives: a bucket is judged with its account, and lives in a Region of its own. */
  readonly region: string;
  readonly description: string;
  readonly severity: Finding['severity'];
  readonly exposure: Finding['exposure'];
  readonly baselineState: Finding['baselineState'];
  readonly commands: readonly string[];
  /** The evidence in short. */
  readonly proof: () => string;
}

/** The places of a finding that still ask something of somebody: of its parts, those that are active. */
export function placesOf(finding: Finding): Place[] {
  if (finding.parts === undefined) return [placeOf({ ...finding, commands: finding.remediation.commands })];
  return finding.parts
    .filter(({ status }) => status === 'ACTIVE')
    .map((part) => placeOf({ ...part, resources: [part.resource] }));
}

function placeOf(
  holds: Pick<
    Finding,
    | 'accountId'
    | 'region'
    | 'description'
    | 'severity'
    | 'exposure'
    | 'baselineState'
    | 'resources'
    | 'part'
    | 'evidence'
    | 'networkReachabilityDetails'
  > & { readonly commands: readonly string[] },
): Place {
  const { accountId, region, description, severity, exposure, baselineState, resources, commands } = holds;
  return {
    name: resourceName(holds),
    accountId,
    region: resources[0]?.region ?? region,
    description,
    severity,
    exposure,
    baselineState,
    commands,
    proof: () => proof(holds),
  };
}

/** Each name once; where the places are in several accounts or Regions, each says in which. */
export function namesWithPlaces(places: readonly Place[]): string[] {
  const byName = new Map<string, Place[]>();
  for (const place of places) {
    const same = byName.get(place.name);
    if (same === undefined) byName.set(place.name, [place]);
    else same.push(place);
  }
  const several = (of: (place: Place) => string) => new Set(places.map(of)).size > 1;
  const [inAccounts, inRegions] = [several(({ accountId }) => accountId), several(({ region }) => region)];
  return [...byName].map(([name, same]) => {
    const where = [
      ...(inAccounts ? [firstAndMore([...new Set(same.map(({ accountId }) => accountId))], 'account')] : []),
      ...(inRegions ? [firstAndMore([...new Set(same.map(({ region }) => region))], 'Region')] : []),
    ];
    return where.length === 0 ? name : `${name} (${where.join(', ')})`;
  });
}

function firstAndMore([first = '', ...others]: readonly string[], noun: string): string {
  return others.length === 0 ? first : `${first} and ${count(others.length, `more ${noun}`)}`;
}
