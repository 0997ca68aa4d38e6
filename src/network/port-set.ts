import { contains, covers, type IntervalSet, intervalSet } from './interval-set.ts';

/** TCP or UDP ports, both ends included. */
export interface PortRange {
  readonly begin: number;
  readonly end: number;
}

/** Ports in half-open intervals, for the operations of interval-set. */
export type PortSet = IntervalSet<number>;

export const LAST_PORT = 65_535;
export const NO_PORTS: PortSet = [];
export const ALL_PORTS: PortSet = portSet({ begin: 0, end: LAST_PORT });
const PORTS_OF_SERVICES: PortSet = portSet({ begin: 1, end: LAST_PORT });

export function portSet(...ranges: readonly PortRange[]): PortSet {
  return intervalSet(ranges.map(({ begin, end }) => ({ from: begin, until: end + 1 })));
}

export function portRanges(set: PortSet): PortRange[] {
  return set.map(({ from, until }) => ({ begin: from, end: until - 1 }));
}

export function hasPort(set: PortSet, port: number): boolean {
  return contains(set, port);
}

/** Port 0 is reserved, so that no service can be reached there: https://www.iana.org/assignments/service-names-port-numbers */
export function isEveryPort(set: PortSet): boolean {
  return covers(set, PORTS_OF_SERVICES);
}
