import * as intervals from './interval-set.ts';
import { isEveryPort, type PortRange, type PortSet, portRanges, portSet } from './port-set.ts';
import { isTransport, type Transport } from './protocol.ts';
import { type IngressRange, portsIn } from './security-group.ts';

/** A service, by ports that it listens on. */
export interface ServicePort extends PortRange {
  readonly name: string;
  readonly protocol: Transport;
}

/** A service on TCP. */
export function tcp(name: string, begin: number, end = begin): ServicePort {
  return { name, protocol: 'tcp', begin, end };
}

/** A service on UDP. */
export function udp(name: string, begin: number, end = begin): ServicePort {
  return { name, protocol: 'udp', begin, end };
}

/** The parts of the ranges that are ports of one of the services. */
export function rangesOf<R extends IngressRange>(
  ranges: readonly R[],
  services: readonly ServicePort[],
): R[] {
  return cut(ranges, (ports, protocol) => intervals.intersect(ports, portsOfServices(services, protocol)));
}

/** The parts of the TCP and UDP ranges that are no port of these services. */
export function rangesBeside<R extends IngressRange>(
  ranges: readonly R[],
  services: readonly ServicePort[],
): R[] {
  return cut(ranges, (ports, protocol) => intervals.subtract(ports, portsOfServices(services, protocol)));
}

/** The ranges of each protocol and family that together hold every port. */
export function rangesOfEveryPort<R extends IngressRange>(ranges: readonly R[]): R[] {
  return ranges.filter(({ protocol, family }) => isEveryPort(portsIn(ranges, protocol, family)));
}

/** The services that have a port in the ranges, in the order in which they were given. */
export function servicesIn(ranges: readonly IngressRange[], services: readonly ServicePort[]): ServicePort[] {
  return services.filter((service) => rangesOf(ranges, [service]).length > 0);
}

function cut<R extends IngressRange>(
  ranges: readonly R[],
  keep: (ports: PortSet, protocol: Transport) => PortSet,
): R[] {
  return ranges.flatMap((range) =>
    isTransport(range.protocol)
      ? portRanges(keep(portSet(range), range.protocol)).map((part) => ({ ...range, ...part }))
      : [],
  );
}

function portsOfServices(services: readonly ServicePort[], transport: Transport): PortSet {
  return portSet(...services.filter(({ protocol }) => protocol === transport));
}
