import { describe, expect, it } from 'vitest';
import {
  ALL_PORTS,
  hasPort,
  isEveryPort,
  NO_PORTS,
  portRanges,
  portSet,
} from '../../src/network/port-set.ts';
import { matchesProtocol, parseProtocol, portsOf } from '../../src/network/protocol.ts';

describe('parseProtocol, by https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html', () => {
  it.each([
    ['tcp', 'tcp'],
    ['TCP', 'tcp'],
    ['6', 'tcp'],
    ['udp', 'udp'],
    ['17', 'udp'],
    ['-1', 'all'],
    ['all', 'all'],
    ['icmp', 'icmp'],
    ['1', 'icmp'],
    ['icmpv6', 'icmpv6'],
    ['58', 'icmpv6'],
    ['50', '50'],
    ['0', '0'],
    ['255', '255'],
  ])('reads %s as %s', (text, protocol) => expect(parseProtocol(text)).toBe(protocol));

  it.each([undefined, '', '-2', '256', '6.0', '1e1', 'tcp,udp', 'http'])('refuses %j', (text) => {
    expect(parseProtocol(text)).toEqual({ malformed: expect.any(String) });
  });
});

describe('portsOf', () => {
  it.each([
    ['one port', 'tcp', 22, 22, [{ begin: 22, end: 22 }]],
    ['a range', 'udp', 20, 25, [{ begin: 20, end: 25 }]],
    ['port 0', 'tcp', 0, 0, [{ begin: 0, end: 0 }]],
    ['every port', 'tcp', 0, 65535, portRanges(ALL_PORTS)],
    ['no range', 'tcp', undefined, undefined, portRanges(ALL_PORTS)],
    ['-1 to -1', 'tcp', -1, -1, portRanges(ALL_PORTS)],
    ['all protocols, whatever the range', 'all', 80, 80, portRanges(ALL_PORTS)],
    ['ICMP echo request, type 8 code 0', 'icmp', 8, 0, []],
    ['ICMP type 22 code 22', 'icmp', 22, 22, []],
    ['every ICMP type', 'icmp', -1, -1, []],
    ['ICMPv6', 'icmpv6', undefined, undefined, []],
    ['ESP', '50', 0, 65535, []],
  ] as const)('%s', (_, protocol, from, to, ranges) => {
    const ports = portsOf(protocol, from, to);
    expect('malformed' in ports ? ports : portRanges(ports)).toEqual(ranges);
  });

  it.each([
    [25, 20],
    [22, undefined],
    [undefined, 22],
    [-1, 22],
    [0, 65536],
    [22.5, 23],
  ])('refuses %s to %s', (from, to) => {
    expect(portsOf('tcp', from, to)).toEqual({ malformed: expect.any(String) });
  });
});

it('a rule for all protocols matches TCP, a rule for TCP does not match all protocols', () => {
  expect(matchesProtocol('all', 'tcp')).toBe(true);
  expect(matchesProtocol('tcp', 'tcp')).toBe(true);
  expect(matchesProtocol('icmp', 'tcp')).toBe(false);
  expect(matchesProtocol('tcp', 'all')).toBe(false);
});

it('port sets merge neighbours and know when they are complete', () => {
  const halves = portSet({ begin: 1024, end: 65535 }, { begin: 0, end: 1023 });
  expect(halves).toEqual(ALL_PORTS);
  expect(isEveryPort(halves)).toBe(true);
  expect(isEveryPort(portSet({ begin: 1, end: 65535 }))).toBe(true);
  expect(isEveryPort(portSet({ begin: 2, end: 65535 }))).toBe(false);
  expect(isEveryPort(portSet({ begin: 0, end: 65534 }))).toBe(false);
  expect(hasPort(halves, 65535)).toBe(true);
  expect(hasPort(NO_PORTS, 0)).toBe(false);
});
