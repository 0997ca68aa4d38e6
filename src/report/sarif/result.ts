import type { LogicalLocation, Result, Suppression } from 'sarif';
import type { Finding, FindingPart } from '../../finding/report.ts';
import { excerpt } from '../content/excerpt.ts';
import { findingTold } from '../content/finding-told.ts';
import { pasteable } from '../content/pasteable.ts';
import { resourceName } from '../content/resource-name.ts';
import { inert } from './inert.ts';
import { LEVELS } from './rule.ts';

const NAME = 300;
const REASON = 1000;
/** Parts that are told each by itself; the message says how many more there are. */
const PARTS = 100;
const COMMANDS = 20;

const BASELINE_STATES = { NEW: 'new', PERSISTING: 'unchanged' } as const;

/** How a result refers to its rule, and to the file that it is shown at. */
export interface ResultPlace {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly uri: string;
}

/**
 * A finding, all its parts included, as one result: it is shown at the beginning of a file of the repository, and its
 * logical locations are the resource and the first 100 of its parts.
 */
export function sarifResult(finding: Finding, { ruleId, ruleIndex, uri }: ResultPlace): Result {
  const { id, severity, baselineState, resources, part, parts = [], absorbs = [] } = finding;
  const [resource] = resources;
  const commands = pasteable(finding.remediation.commands, COMMANDS);
  return {
    ruleId,
    ruleIndex,
    level: LEVELS[severity.label],
    rank: severity.score * 10,
    message: { text: inert(findingTold(finding).join('\n')) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        },
        logicalLocations: distinct([
          ...(resource === undefined ? [] : [logicalLocation({ resource, part })]),
          ...parts.slice(0, PARTS).map(logicalLocation),
        ]),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: id, 'postern/v1': id },
    suppressions: suppressions(finding),
    ...(baselineState === undefined ? {} : { baselineState: BASELINE_STATES[baselineState] }),
    properties: {
      accountId: excerpt(finding.accountId, NAME),
      region: excerpt(finding.region, NAME),
      severity: severity.label,
      type: excerpt(finding.type, NAME),
      firstObservedAt: finding.firstObservedAt,
      ...(parts.length === 0 ? {} : { parts: parts.length }),
      ...(absorbs.length === 0 ? {} : { absorbs: absorbs.length }),
      ...(commands.length === 0 ? {} : { commands }),
    },
  };
}

/** On every result, as SARIF wants it, so that an empty list says that a result is not suppressed. */
function suppressions({ status, suppression }: Finding): Suppression[] {
  if (status !== 'SUPPRESSED') return [];
  const until = suppression?.until === undefined ? '' : ` (until ${suppression.until})`;
  return [
    {
      kind: 'external',
      status: 'accepted',
      ...(suppression === undefined
        ? {}
        : { justification: `${excerpt(suppression.reason, REASON)}${until}` }),
    },
  ];
}

function logicalLocation({ resource, part }: Pick<FindingPart, 'resource' | 'part'>): LogicalLocation {
  return {
    name: excerpt(resourceName({ resources: [resource], part }), NAME),
    fullyQualifiedName: excerpt(resource.id, NAME),
    kind: 'resource',
  };
}

/** What is judged in several Regions alike is one location. */
function distinct(locations: readonly LogicalLocation[]): LogicalLocation[] {
  const byName = new Map(
    locations.map((location) => [`${location.name}\n${location.fullyQualifiedName}`, location]),
  );
  return [...byName.values()];
}
