import type { Finding } from '../finding/report.ts';

type Reachability = NonNullable<Finding['networkReachabilityDetails']>;

/** The evidence in short, `Field: value · Field: value`, the way from outside first. Untrusted text, not yet escaped. */
export function proof({ evidence, networkReachabilityDetails }: Finding): string {
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

function inShort(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'))
    return value.join(', ');
  return JSON.stringify(value) ?? String(value);
}
