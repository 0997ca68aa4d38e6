import type { Finding } from '../../finding/report.ts';
import { milliseconds } from './event.ts';

type Vulnerability = NonNullable<Finding['vulnerability']>;

/** How much of it a fix mends, in the schema's words. */
const FIX_COVERAGE = {
  YES: { is_fix_available: true, fix_coverage_id: 1, fix_coverage: 'Complete' },
  PARTIAL: { is_fix_available: true, fix_coverage_id: 2, fix_coverage: 'Partial' },
  NO: { is_fix_available: false, fix_coverage_id: 3, fix_coverage: 'None' },
} as const;

/** The vulnerabilities of a finding and its parts, each once. */
export function vulnerabilitiesOf(finding: Finding) {
  const { text, url } = finding.remediation.recommendation;
  return distinct(finding).map(({ vulnerability, severity }) => ({
    ...ocsfVulnerability(vulnerability),
    severity: severity.label,
    remediation: { desc: text, references: [url] },
  }));
}

/** What CISA's catalogue of known exploited vulnerabilities says of them; the schema has no attribute for it. */
export function knownExploited(finding: Finding) {
  return distinct(finding).flatMap(({ vulnerability }) =>
    vulnerability.knownExploited === undefined
      ? []
      : [{ id: vulnerability.id, ...vulnerability.knownExploited }],
  );
}

function distinct({ vulnerability, severity, parts = [] }: Finding) {
  const known = new Map<string, { vulnerability: Vulnerability; severity: Finding['severity'] }>();
  for (const each of [{ vulnerability, severity }, ...parts])
    if (each.vulnerability !== undefined && !known.has(each.vulnerability.id))
      known.set(each.vulnerability.id, { vulnerability: each.vulnerability, severity: each.severity });
  return [...known.values()];
}

function ocsfVulnerability(vulnerability: Vulnerability) {
  const { source, sourceUrl, fixAvailable, exploitAvailable, lastKnownExploitAt } = vulnerability;
  const references = [
    ...(sourceUrl === undefined ? [] : [sourceUrl]),
    ...(vulnerability.referenceUrls ?? []),
  ];
  return {
    ...(/^CVE-/i.test(vulnerability.id)
      ? { cve: cveOf(vulnerability) }
      : { advisory: { uid: vulnerability.id, ...(sourceUrl === undefined ? {} : { src_url: sourceUrl }) } }),
    title: vulnerability.id,
    ...(source === undefined ? {} : { vendor_name: source }),
    ...(references.length === 0 ? {} : { references }),
    ...(vulnerability.relatedVulnerabilities === undefined
      ? {}
      : { related_vulnerabilities: vulnerability.relatedVulnerabilities }),
    affected_packages: vulnerability.packages.map((each) => ({
      name: each.name,
      version: each.installedVersion,
      ...(each.fixedInVersion === undefined ? {} : { fixed_in_version: each.fixedInVersion }),
      ...(each.packageManager === undefined ? {} : { package_manager: each.packageManager }),
      ...(each.filePath === undefined ? {} : { path: each.filePath }),
      ...(each.architecture === undefined ? {} : { architecture: each.architecture }),
    })),
    ...(fixAvailable === undefined ? {} : FIX_COVERAGE[fixAvailable]),
    ...(exploitAvailable === undefined ? {} : { is_exploit_available: exploitAvailable }),
    ...(lastKnownExploitAt === undefined ? {} : { exploit_last_seen_time: milliseconds(lastKnownExploitAt) }),
  };
}

function cveOf({ id, cvss, epss }: Vulnerability) {
  return {
    uid: id,
    cvss: cvss.map(({ baseScore, scoringVector, version, source }) => ({
      base_score: baseScore,
      version,
      vector_string: scoringVector,
      vendor_name: source,
    })),
    ...(epss === undefined ? {} : { epss: { score: `${epss}` } }),
  };
}
