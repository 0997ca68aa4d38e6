import {
  type Evidence,
  type FailDetails,
  type Gathering,
  inspectorSeverity,
  type PlacedFail,
  type Resource,
  type SeverityLabel,
  severityLabel,
  type Vulnerability,
} from 'postern/rule';
import {
  findingsUrl,
  type InspectorFinding,
  type KnownExploited,
  scannedResource,
  typeName,
} from 'postern/services/inspector';

/** Where findings are judged. */
interface Scope {
  readonly account: { readonly id: string; readonly partition: string };
  readonly region: string;
}

/** A finding of Inspector as Postern tells it. */
export interface CarriedOver {
  readonly finding: InspectorFinding;
  readonly resource: Resource;
  readonly evidence: Evidence;
  readonly description: string;
  readonly details: FailDetails & { readonly part: string };
}

/** Findings with their own type, title, severity, times and vulnerability; the part is the CVE where it tells them apart. */
export function carryOver(
  findings: readonly InspectorFinding[],
  { entries }: Pick<KnownExploited, 'entries'>,
  scope: Scope,
): readonly CarriedOver[] {
  const named = findings.map((finding) => {
    const resource = scannedResource(finding.resources?.[0] ?? { type: undefined, id: undefined }, scope);
    return { finding, resource, key: JSON.stringify([resource.id, partOf(finding)]) };
  });
  const times = new Map<string, number>();
  for (const { key } of named) times.set(key, (times.get(key) ?? 0) + 1);
  return named.map(({ finding, resource, key }) => {
    const vulnerability = vulnerabilityOf(finding, entries);
    const part = times.get(key) === 1 ? partOf(finding) : `${partOf(finding)} ${idOf(finding)}`;
    return {
      finding,
      resource,
      evidence: evidenceOf(finding),
      description: descriptionOf(finding, vulnerability),
      details: {
        part,
        severity: inspectorSeverity(finding.severity, finding.inspectorScore),
        type: `Vulnerability:${typeName(finding.resources?.[0] ?? { type: undefined, id: undefined })}/${TYPES[finding.type]}`,
        ...(finding.title === undefined ? {} : { title: finding.title }),
        ...(vulnerability === undefined ? {} : { vulnerability }),
        ...reachabilityOf(finding),
        detectedBy: {
          service: 'Inspector',
          findingArn: finding.findingArn,
          url: findingsUrl(scope.account.partition, scope.region),
        },
        observed: {
          firstObservedAt: finding.firstObservedAt,
          lastObservedAt: finding.lastObservedAt,
          updatedAt: finding.updatedAt ?? finding.lastObservedAt,
        },
      },
    };
  });
}

const TYPES: Readonly<Record<InspectorFinding['type'], string>> = {
  PACKAGE_VULNERABILITY: 'PackageVulnerability',
  NETWORK_REACHABILITY: 'NetworkReachability',
  CODE_VULNERABILITY: 'CodeVulnerability',
};

function partOf(finding: InspectorFinding): string {
  return finding.packageVulnerabilityDetails?.vulnerabilityId ?? idOf(finding);
}

function idOf({ findingArn }: InspectorFinding): string {
  return findingArn.split('/').at(-1) ?? findingArn;
}

function evidenceOf(finding: InspectorFinding): Evidence {
  const { codeVulnerabilityDetails: code, resources = [] } = finding;
  return {
    findingArn: finding.findingArn,
    type: finding.type,
    severity: finding.severity,
    inspectorScore: finding.inspectorScore,
    title: finding.title,
    description: finding.description,
    firstObservedAt: finding.firstObservedAt,
    lastObservedAt: finding.lastObservedAt,
    fixAvailable: finding.fixAvailable,
    exploitAvailable: finding.exploitAvailable,
    recommendation: finding.remediation?.recommendation?.text,
    ...(code === undefined
      ? {}
      : {
          codeVulnerabilityDetails: {
            filePath: code.filePath?.filePath,
            startLine: code.filePath?.startLine,
            endLine: code.filePath?.endLine,
            detectorName: code.detectorName,
            cwes: code.cwes,
          },
        }),
    ...(resources.length < 2 ? {} : { resources: resources.map(({ type, id }) => ({ type, id })) }),
  };
}

/** What Inspector knows of a vulnerability, and CISA. */
function vulnerabilityOf(
  finding: InspectorFinding,
  entries: KnownExploited['entries'],
): Vulnerability | undefined {
  const details = finding.packageVulnerabilityDetails;
  if (details?.vulnerabilityId === undefined) return undefined;
  const entry = entries.get(details.vulnerabilityId);
  return {
    id: details.vulnerabilityId,
    source: details.source,
    sourceUrl: details.sourceUrl,
    packages: (details.vulnerablePackages ?? []).map((each) => ({
      name: each.name ?? 'package',
      installedVersion: installedVersion(each),
      fixedInVersion: versionOf(each.fixedInVersion),
      packageManager: each.packageManager,
      filePath: each.filePath,
      architecture: each.arch,
    })),
    cvss: (details.cvss ?? []).flatMap(({ baseScore, scoringVector, version, source }) =>
      baseScore === undefined || scoringVector === undefined || version === undefined || source === undefined
        ? []
        : [{ baseScore, scoringVector, version, source }],
    ),
    relatedVulnerabilities: details.relatedVulnerabilities,
    referenceUrls: details.referenceUrls,
    epss: finding.epss?.score,
    fixAvailable: finding.fixAvailable,
    exploitAvailable: finding.exploitAvailable === undefined ? undefined : finding.exploitAvailable === 'YES',
    lastKnownExploitAt: finding.exploitabilityDetails?.lastKnownExploitAt,
    knownExploited: entry && {
      dateAdded: entry.dateAdded,
      dateDue: entry.dateDue,
      action: entry.action,
    },
  };
}

type VulnerablePackage = NonNullable<
  NonNullable<InspectorFinding['packageVulnerabilityDetails']>['vulnerablePackages']
>[number];

/** What has no digit is no version, but a word for there being none. */
function versionOf(text: string | undefined): string | undefined {
  return text !== undefined && /\d/.test(text) ? text : undefined;
}

/** As package managers write it: epoch:version-release. */
function installedVersion({ epoch, version = '', release }: VulnerablePackage): string {
  return `${epoch === undefined || epoch === 0 ? '' : `${epoch}:`}${version}${release === undefined ? '' : `-${release}`}`;
}

/** One sentence on what was found; findings of networks and code say it themselves. */
function descriptionOf(finding: InspectorFinding, vulnerability: Vulnerability | undefined): string {
  if (vulnerability === undefined)
    return finding.description ?? finding.title ?? 'Inspector says no more about it.';
  const fixes = [...new Set(vulnerability.packages.flatMap(({ fixedInVersion }) => fixedInVersion ?? []))];
  return `${vulnerability.id} is in ${packagesOf(vulnerability)}: ${fixes.length === 0 ? 'no fix is known' : `fixed in ${fixes.join(', ')}`}${vulnerability.knownExploited === undefined ? (vulnerability.exploitAvailable ? '; an exploit is known' : '') : '; it is exploited, says CISA'}.`;
}

/** The packages with the installed versions, each once, in a fixed order. */
function packagesOf({ packages }: Vulnerability): string {
  const names = packages.map(({ name, installedVersion }) => `${name} ${installedVersion}`);
  return [...new Set(names)].sort().join(', ') || 'a package';
}

function reachabilityOf(finding: InspectorFinding): Pick<FailDetails, 'networkReachability'> {
  const { openPortRange, protocol, networkPath } = finding.networkReachabilityDetails ?? {};
  if (openPortRange?.begin === undefined || openPortRange.end === undefined || protocol === undefined)
    return {};
  return {
    networkReachability: {
      openPortRange: { begin: openPortRange.begin, end: openPortRange.end },
      protocol,
      networkPath: {
        steps: (networkPath?.steps ?? []).map(({ componentId = '', componentType = '' }) => ({
          componentId,
          componentType,
        })),
      },
    },
  };
}

/** The vulnerabilities of the same packages on one resource are one finding: one update mends them all. */
export const byPackages: Gathering = {
  in: 'region',
  by: ({ resource, vulnerability }) =>
    vulnerability && JSON.stringify([resource.id, packagesOf(vulnerability)]),
  describe: (parts) => {
    const [first] = parts;
    if (first === undefined) throw new Error('a finding has parts');
    const { resource, type, title, vulnerability, description } = first.fail;
    const single = parts.length === 1;
    const packages = vulnerability === undefined ? 'a package' : packagesOf(vulnerability);
    return {
      resource,
      ...(type === undefined ? {} : { type }),
      title: single && title !== undefined ? title : `${packages} is vulnerable`,
      description: single
        ? description
        : `${packages} has ${parts.length} known vulnerabilities: ${countsOf(parts)}.`,
      evidence: {
        packages: vulnerability?.packages,
        vulnerabilities: parts.map(({ fail }) => fail.part),
        fixedInVersions: [
          ...new Set(
            parts.flatMap(({ fail }) =>
              (fail.vulnerability?.packages ?? []).flatMap(({ fixedInVersion }) => fixedInVersion ?? []),
            ),
          ),
        ],
      },
    };
  },
};

/** `2 CRITICAL, 5 HIGH`, the worst first. */
function countsOf(parts: readonly PlacedFail[]): string {
  const counts = new Map<SeverityLabel, number>();
  const scores = parts.map(({ fail }) => fail.severity?.score ?? 0).sort((a, b) => b - a);
  for (const label of scores.map(severityLabel)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => `${count} ${label}`).join(', ');
}
