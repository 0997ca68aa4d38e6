import type { Finding } from '../../finding/report.ts';

type Reachability = NonNullable<Finding['networkReachabilityDetails']>;

/** The evidence in short, `Field: value · Field: value`, the way from outside first. Untrusted text, not yet escaped. */
export function proof({
  evidence,
  networkReachabilityDetails,
}: Pick<Finding, 'evidence' | 'networkReachabilityDetails'>): string {
  const way = networkReachabilityDetails === undefined ? [] : [wayIn(networkReachabilityDetails)];
  const fields = Object.entries(evidence).flatMap(([field, value]) =>
    value === undefined ? [] : [`${field}: ${inShort(value)}`],
  );
  return [...way, ...fields].join(' · ');
}

function wayIn({ openPortRange, protocol, networkPath }: Reachability): string {
  const { begin, end } = openPortRange;
  const ports = begin === end ? `${begin}` : `${begin}-${end}`;
  return `${protocol} ${ports}: ${networkPath.steps.map(({ componentId }) => componentId).join(' → ')}`;
}

/** As JSON says it, without the quotes. */
function inShort(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : value.map(inShort).join(', ');
  if (typeof value !== 'object' || value === null || value instanceof Date) return plainly(value);
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{ ${fields.map(([field, item]) => `${field}: ${inShort(item)}`).join(', ')} }`;
}

function plainly(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
