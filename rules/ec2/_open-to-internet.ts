import {
  familiesInWords,
  type InternetIngress,
  rangesOf,
  rangesOfEveryPort,
  type ServicePort,
  servicesIn,
  servicesInWords,
} from 'postern/network';
import {
  accountResource,
  type FailDetails,
  fail,
  type Gathering,
  pass,
  securityGroup,
  unknown,
  type Verdict,
} from 'postern/rule';
import {
  carriedGroups,
  type SecurityGroupIngress,
  securityGroupIngress,
  whyUnknown,
} from 'postern/services/ec2';
import { exposureOfOpenGroup } from './_exposure.ts';
import { revokeIngress } from './_revoke-ingress.ts';

type Open = InternetIngress['open'];
type Unclear = InternetIngress['unknown'];

/** What rules on open ports read: the groups, and which of them something carries. */
export const OPEN_PORT_READS = { groups: securityGroupIngress, carried: carriedGroups };

/** Ports of a group that one verdict is on, apart from those that another rule tells of. */
export interface Ports extends Pick<FailDetails, 'part' | 'toldBy'> {
  readonly open: Open;
  /** What may be such a port for all that could be read. */
  readonly unclear: Unclear;
}

/** Which ports a rule wants closed to the internet. */
export interface ClosedPorts {
  /** What of a group's ingress is such a port: those that another rule tells of, each kind apart, and the others. */
  among(internet: InternetIngress): readonly Ports[];
  /** What is open, as it follows "lets the whole internet reach". */
  inWords(open: Open): string;
  /** What is open, for controls that ask for some of it alone. */
  aspects?(open: Open): readonly string[];
  /** What is to be said and weighed of these open ports, where that is not what the rule says. */
  special?(open: Open): { readonly sentence: string; readonly severity: FailDetails['severity'] } | undefined;
}

/** The ports of these services, which a finding names. */
export function portsOf(
  services: readonly ServicePort[],
  special: ClosedPorts['special'] = () => undefined,
): ClosedPorts {
  return {
    among(internet) {
      const { every, others } = everyPortApart(internet);
      return [
        { ...every, open: rangesOf(every.open, services), unclear: rangesOf(every.unclear, services) },
        { open: rangesOf(others.open, services), unclear: rangesOf(internet.unknown, services) },
      ];
    },
    inWords: (open) => servicesInWords(servicesIn(open, services)),
    aspects: (open) => aspectsOf(open, services),
    special,
  };
}

/** The families of addresses to which such ports are open, and the ports as their rule lists them: `ipv4`, `tcp 22`. */
function aspectsOf(open: Open, services: readonly ServicePort[]): readonly string[] {
  return [
    ...new Set([
      ...open.map(({ family }) => family),
      ...servicesIn(open, services).map(
        ({ protocol, begin, end }) => `${protocol} ${begin === end ? begin : `${begin}-${end}`}`,
      ),
    ]),
  ].sort();
}

/**
 * What an ingress opens by opening every port of a protocol, of which another rule tells, and what it opens besides.
 * They are judged apart, so that what is told elsewhere takes nothing else with it.
 */
export function everyPortApart({ open, unknown }: InternetIngress): {
  readonly every: Ports;
  readonly others: Ports;
} {
  const every = rangesOfEveryPort(open);
  const mayBe = rangesOfEveryPort([...open, ...unknown]);
  return {
    every: {
      part: 'every port',
      toldBy: { rule: 'ec2/all-ports-open-to-internet' },
      open: every,
      unclear: unknown.filter((range) => mayBe.includes(range)),
    },
    others: {
      open: open.filter((range) => !every.includes(range)),
      unclear: unknown.filter((range) => !mayBe.includes(range)),
    },
  };
}

/** One finding a security group, however many kinds of ports it opens. */
export const ONE_A_GROUP: Gathering = {
  in: 'region',
  by: ({ resource }) => resource.id,
  describe: (parts, place) => ({
    resource: parts[0]?.fail.resource ?? accountResource(place),
    description: parts.map(({ fail }) => fail.description).join(' '),
  }),
};

/** The verdicts on security groups: one fails where it opens such a port to the whole internet. */
export function* closedToInternet(
  groups: readonly SecurityGroupIngress[],
  carried: ReadonlySet<string> | undefined,
  region: string,
  ports: ClosedPorts,
): Iterable<Verdict> {
  for (const each of groups) {
    const { GroupId, GroupName, internet } = each;
    const group = securityGroup(each);
    const kinds = ports.among(internet).filter(({ open, unclear }) => open.length + unclear.length > 0);
    for (const { open, unclear, part, toldBy } of kinds) {
      const kind = part === undefined ? {} : { part };
      if (open.length === 0) {
        yield unknown(group, whyUnknown(unclear), kind);
        continue;
      }
      const special = ports.special?.(open);
      const sentence = `Security group ${GroupName ?? GroupId} lets the whole internet reach ${ports.inWords(open)} over ${familiesInWords(open)}.`;
      yield fail(
        group,
        { GroupId, openPortRanges: open },
        special === undefined ? sentence : `${sentence} ${special.sentence}`,
        {
          ...kind,
          // What is open in other ways as well, for all that could be read, is not told.
          ...(ports.aspects === undefined || unclear.length > 0 ? {} : { aspects: ports.aspects(open) }),
          ...(toldBy === undefined ? {} : { toldBy }),
          ...exposureOfOpenGroup(each, carried, special?.severity),
          commands: [revokeIngress(GroupId, open, region)],
        },
      );
    }
    if (kinds.length === 0) yield pass(group, { GroupId, openPortRanges: internet.open });
  }
}
