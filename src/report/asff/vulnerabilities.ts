import type { Finding } from '../../finding/report.ts';
import { figure } from '../content/wording.ts';
import { LIMIT, text } from './fields.ts';

type Vulnerability = NonNullable<Finding['vulnerability']>;

/** How many a finding carries of what the format sets no limit to, but for the size of it all. */
const LISTED = 32;

/** The vulnerabilities of a finding and its parts, each once. */
export function vulnerabilitiesOf(finding: Finding) {
  const all = distinct(finding);
  return all.length === 0 ? undefined : all.slice(0, LISTED).map(asffVulnerability);
}

/** How many of them, and of their packages, do not stand in the finding, in words. */
export function vulnerabilitiesLeftOut(finding: Finding): string[] {
  const all = distinct(finding);
  const packages = all.slice(0, LISTED).map((each) => each.packages.length);
  const listed = packages.map((many) => Math.min(many, LISTED));
  return [
    ...leftOut(all.length, Math.min(all.length, LISTED), 'vulnerabilities'),
    ...leftOut(sum(packages), sum(listed), 'packages'),
  ];
}

function leftOut(all: number, listed: number, what: string): string[] {
  return listed < all ? [`${figure(all - listed)} of ${figure(all)} ${what}`] : [];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function distinct({ vulnerability, parts = [] }: Finding): Vulnerability[] {
  const known = new Map<string, Vulnerability>();
  for (const each of [vulnerability, ...parts.map((part) => part.vulnerability)])
    if (each !== undefined && !known.has(each.id)) known.set(each.id, each);
  return [...known.values()];
}

function asffVulnerability(vulnerability: Vulnerability) {
  const { source, sourceUrl, fixAvailable, exploitAvailable, lastKnownExploitAt, epss } = vulnerability;
  const { relatedVulnerabilities, referenceUrls } = vulnerability;
  return {
    Id: line(vulnerability.id),
    VulnerablePackages: vulnerability.packages.slice(0, LISTED).map((each) => ({
      Name: line(each.name),
      Version: line(each.installedVersion),
      ...(each.architecture === undefined ? {} : { Architecture: line(each.architecture) }),
      ...(each.packageManager === undefined ? {} : { PackageManager: line(each.packageManager) }),
      ...(each.filePath === undefined ? {} : { FilePath: line(each.filePath) }),
      ...(each.fixedInVersion === undefined ? {} : { FixedInVersion: line(each.fixedInVersion) }),
    })),
    Cvss: vulnerability.cvss.slice(0, LISTED).map(({ baseScore, scoringVector, version, source }) => ({
      Version: line(version),
      BaseScore: baseScore,
      BaseVector: line(scoringVector),
      Source: line(source),
    })),
    ...(relatedVulnerabilities === undefined ? {} : { RelatedVulnerabilities: some(relatedVulnerabilities) }),
    ...(source === undefined
      ? {}
      : { Vendor: { Name: line(source), ...(sourceUrl === undefined ? {} : { Url: line(sourceUrl) }) } }),
    ...(referenceUrls === undefined ? {} : { ReferenceUrls: some(referenceUrls) }),
    ...(fixAvailable === undefined ? {} : { FixAvailable: fixAvailable }),
    ...(epss === undefined ? {} : { EpssScore: epss }),
    ...(exploitAvailable === undefined ? {} : { ExploitAvailable: exploitAvailable ? YES : NO }),
    ...(lastKnownExploitAt === undefined ? {} : { LastKnownExploitAt: lastKnownExploitAt }),
  };
}

const YES = 'YES' as const;
const NO = 'NO' as const;

function some(texts: readonly string[]): string[] {
  return texts.slice(0, LISTED).map(line);
}

function line(value: string): string {
  return text(value, LIMIT.identifier);
}
