import type { Finding, FindingPart, FindingResource } from '../../finding/report.ts';
import { figure } from '../content/wording.ts';
import { LIMIT, resourceOf, text } from './fields.ts';

/** A resource of a finding, and the parts that it is judged by. */
interface Affected {
  readonly resource: FindingResource;
  readonly parts: FindingPart[];
}

/** The resources of a finding, each once, those that still ask something of somebody first. */
export function affectedResources(finding: Finding) {
  const affected = new Map<string, Affected>();
  const add = (resource: FindingResource, part: FindingPart | undefined) => {
    const key = JSON.stringify([resource.type, resource.id, resource.region]);
    const known = affected.get(key);
    const parts = part === undefined ? [] : [part];
    if (known === undefined) affected.set(key, { resource, parts });
    else known.parts.push(...parts);
  };
  for (const part of finding.parts ?? []) add(part.resource, part);
  for (const resource of finding.resources) add(resource, undefined);
  const inOrder = [...affected.values()];
  return [...inOrder.filter(isActive), ...inOrder.filter((each) => !isActive(each))].map((each) =>
    asffResource(each, finding.accountId),
  );
}

/** The resource that a finding with parts is gathered within has none, and comes last. */
function isActive({ parts }: Affected): boolean {
  return parts.some(({ status }) => status === 'ACTIVE');
}

function asffResource({ resource, parts }: Affected, accountId: string) {
  const named = resourceOf(resource);
  const [first] = parts;
  const suppressed = parts.filter(({ status }) => status !== 'ACTIVE');
  const evidence = parts.length === 0 ? resource.details : first?.evidence;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['Type', named.Type === 'Other' ? resource.type : undefined],
    ['AccountId', first === undefined || first.accountId === accountId ? undefined : first.accountId],
    ['Description', first?.description],
    ['Part', first?.part],
    ['Parts', parts.length > 1 ? `${figure(parts.length)}, of which this is the first` : undefined],
    ['PartId', first?.id],
    ['Severity', first?.severity.label],
    ['Exposure', first?.exposure],
    ['Suppressed', suppressed.length === 0 ? undefined : suppression(suppressed, parts.length)],
    ['Command', first?.commands[0]],
    [parts.length === 0 ? 'Details' : 'Evidence', evidence && JSON.stringify(evidence)],
  ];
  const other = fields.flatMap(([key, value]) =>
    value === undefined ? [] : [[key, text(value, LIMIT.detail.value)] as const],
  );
  const tags = tagsOf(resource.tags ?? {});
  return {
    ...named,
    ...(tags.length === 0 ? {} : { Tags: Object.fromEntries(tags) }),
    Details: other.length === 0 ? undefined : { Other: Object.fromEntries(other) },
  };
}

function suppression(suppressed: readonly FindingPart[], of: number): string {
  const reasons = [...new Set(suppressed.flatMap((part) => part.suppression?.reason ?? []))].join('; ');
  const number = of === 1 ? '' : `${figure(suppressed.length)} of ${figure(of)}: `;
  return `${number}${reasons}`;
}

/** Tags with a value: the format takes none that is blank. */
function tagsOf(tags: Readonly<Record<string, string>>): (readonly [string, string])[] {
  return Object.entries(tags)
    .filter(([, value]) => /\S/.test(value))
    .slice(0, LIMIT.tags)
    .map(([key, value]) => [text(key, LIMIT.tagKey), text(value, LIMIT.tagValue)] as const);
}
