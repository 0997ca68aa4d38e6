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
  if (finding.parts === undefined)
    return finding.resources.map((resource) => asffResource({ resource, parts: [] }, finding.accountId));
  const affected = new Map<string, Affected>();
  const add = (resource: FindingResource, part: FindingPart | undefined) => {
    const key = JSON.stringify([resource.type, resource.id, resource.region]);
    const known = affected.get(key);
    const parts = part === undefined ? [] : [part];
    if (known === undefined) affected.set(key, { resource, parts });
    else known.parts.push(...parts);
  };
  for (const part of finding.parts) add(part.resource, part);
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
  const details: Record<string, string> = {};
  const tell = (key: string, value: string | undefined) => {
    if (value !== undefined) details[key] = text(value, LIMIT.detail);
  };
  if (named.Type === 'Other') tell('Type', resource.type);
  if (first === undefined) tell('Details', resource.details && JSON.stringify(resource.details));
  else {
    if (first.accountId !== accountId) tell('AccountId', first.accountId);
    if (parts.length > 1) tell('Parts', `${figure(parts.length)}, of which this is the first`);
    if (suppressed.length > 0) tell('Suppressed', suppression(suppressed, parts.length));
    tell('PartId', first.id);
    tell('Part', first.part);
    tell('Description', first.description);
    tell('Severity', first.severity.label);
    tell('Exposure', first.exposure);
    tell('Command', first.commands[0]);
    tell('Evidence', JSON.stringify(first.evidence));
  }
  return {
    ...named,
    Tags: resource.tags && tagsOf(resource.tags),
    Details: Object.keys(details).length === 0 ? undefined : { Other: details },
  };
}

function suppression(suppressed: readonly FindingPart[], of: number): string {
  const reasons = [...new Set(suppressed.flatMap((part) => part.suppression?.reason ?? []))].join('; ');
  const number = of === 1 ? '' : `${figure(suppressed.length)} of ${figure(of)}: `;
  return `${number}${reasons}`;
}

/** Tags with a value: the format takes none that is blank. */
function tagsOf(tags: Readonly<Record<string, string>>): Record<string, string> | undefined {
  const told = Object.entries(tags)
    .filter(([, value]) => /\S/.test(value))
    .slice(0, LIMIT.tags)
    .map(([key, value]) => [text(key, LIMIT.tagKey), text(value, LIMIT.tagValue)] as const);
  return told.length === 0 ? undefined : Object.fromEntries(told);
}
