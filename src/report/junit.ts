import { fingerprint } from '../finding/fingerprint.ts';
import type { Finding, UnknownResult } from '../finding/report.ts';
import type { ReportHead, ReportSource } from '../finding/report-source.ts';
import { interruption } from './content/conclusion.ts';
import { visible } from './content/escape.ts';
import { excerpt } from './content/excerpt.ts';
import { findingTold } from './content/finding-told.ts';
import { MANY, PackedTexts } from './content/packed-texts.ts';
import { pasteable } from './content/pasteable.ts';
import { count, figure, listed } from './content/wording.ts';

const NAME = 400;
const SENTENCE = 1000;
/** The longest of our rules says what to do in more than 1,000 characters. */
const FIX = 2000;
const COMMANDS = 20;
/** Bytes that a report of GitLab may have: https://docs.gitlab.com/ci/testing/unit_test_reports/#file-requirements */
const MOST = 30_000_000;

interface Counts {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
}

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

/** One case before it is written. */
interface Case {
  readonly accountId: string;
  readonly service: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** What a viewer shows in a list. */
  readonly message?: string;
  readonly type?: string;
  /** What it shows of one case. */
  readonly lines?: readonly string[];
}

/**
 * The report as JUnit XML, as Jenkins and GitLab read it: a suite for each account and service, and in it a case for
 * each finding, all its parts in one, for each unknown, and for each rule that passed in a scope.
 *
 * A finding of any severity is a failure, a suppressed one is skipped. What is unknown is an error, whether or not it
 * could fail the gate: the format does not know the gate, and a case that is skipped or missing looks like one that is
 * well. What is not applicable is left out.
 *
 * It is written by hand, because the builders of JUnit reports hold the whole of it in memory.
 * @param note is told that GitLab will not read it, which has a limit that others do not have
 */
export function junitWriter(
  note: (sentence: string) => void,
  most = MOST,
): (report: ReportSource) => AsyncGenerator<string> {
  return async function* (report) {
    let bytes = 0;
    for await (const piece of junitReport(report)) {
      bytes += Buffer.byteLength(piece);
      yield piece;
    }
    if (bytes > most)
      note(
        `GitLab reads no test report of more than ${megabytes(most)}, and this one has ${megabytes(bytes)}: --severity makes it shorter.`,
      );
  };
}

function megabytes(bytes: number): string {
  return `${figure(Math.ceil(bytes / 1e6))} MB`;
}

async function* junitReport({ head, findings }: ReportSource): AsyncGenerator<string> {
  const texts = new PackedTexts(MANY);
  const suites = new Map<string, { accountId: string; service: string; counts: Counts }>();
  const total = none();
  const add = (one: Case) => {
    const { accountId, service, outcome } = one;
    const name = `${accountId}.${service}`;
    const suite = suites.get(name) ?? { accountId, service, counts: none() };
    suites.set(name, suite);
    for (const counts of [suite.counts, total]) {
      counts.tests += 1;
      if (outcome === 'failure') counts.failures += 1;
      if (outcome === 'error') counts.errors += 1;
      if (outcome === 'skipped') counts.skipped += 1;
    }
    texts.add(name, caseElement(one));
  };
  for await (const finding of findings()) add(caseOfFinding(finding));
  for (const one of casesOfHead(head)) add(one);

  const { startedAt, durationSeconds } = head.scan;
  // JUnit's times have no zone.
  const timestamp = startedAt.replace(/(\.\d+)?Z$/, '');
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${attributes({ name: 'Postern', ...total, time: durationSeconds })}>\n`;
  const inOrder = [...suites].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, { accountId, service, counts }] of inOrder) {
    yield `<testsuite${attributes({ name: `${accountId} ${service}`, ...counts, timestamp, time: 0 })}>\n`;
    yield* texts.of(name);
    yield '</testsuite>\n';
  }
  yield '</testsuites>\n';
}

function none(): Counts {
  return { tests: 0, failures: 0, errors: 0, skipped: 0 };
}

function caseOfFinding(finding: Finding): Case {
  const { accountId, region, ruleId, title, severity, status, suppression, resources, part, why } = finding;
  const { recommendation, commands } = finding.remediation;
  const of = `${resources[0]?.id ?? ''}${part === undefined ? '' : `, ${part}`}`;
  const which = {
    accountId,
    service: serviceOf(ruleId),
    name: nameOf(ruleId, of, region, () => finding.id, finding.parts !== undefined),
  };
  if (status !== 'ACTIVE')
    return {
      ...which,
      outcome: 'skipped',
      message: `${status === 'SUPPRESSED' ? 'Suppressed' : 'Closed'}: ${suppression?.reason ?? title}${
        suppression?.until === undefined ? '' : ` (until ${suppression.until})`
      }`,
    };
  const shown = pasteable(commands, COMMANDS);
  const more = commands.length - shown.length;
  return {
    ...which,
    outcome: 'failure',
    message: `${severity.label}: ${title}`,
    type: severity.label,
    lines: [
      ...findingTold(finding),
      `Why: ${excerpt(why, SENTENCE)}`,
      `Fix: ${excerpt(recommendation.text, FIX)} ${excerpt(recommendation.url, SENTENCE)}`,
      ...shown,
      ...(more > 0 ? [`${count(more, 'more command')}: take them from the JSON report.`] : []),
    ],
  };
}

/** Cases that are no findings: unknowns, and rules that passed in a scope. */
function* casesOfHead(head: ReportHead): Generator<Case> {
  const interrupted = interruption(head);
  if (interrupted !== undefined)
    yield {
      accountId: 'postern',
      service: 'scan',
      name: 'scan',
      outcome: 'error',
      message: interrupted,
      type: 'interrupted',
    };
  for (const unknown of head.unknowns)
    yield 'parts' in unknown ? closedRegion(unknown) : unknownCase(unknown);
  for (const { ruleId, scopes } of head.rules)
    for (const { accountId, region, counts } of scopes)
      if (counts.passed > 0 && counts.failed === 0 && counts.unknown === 0)
        yield {
          accountId,
          service: serviceOf(ruleId),
          name: `${ruleId}: ${count(counts.passed, 'check')} passed [${region}]`,
          outcome: 'passed',
        };
}

function unknownCase({
  accountId,
  region,
  ruleId,
  resource,
  part,
  kind,
  reason,
  severity,
}: UnknownResult): Case {
  const of = resource === undefined ? 'not judged' : `${resource.id}${part === undefined ? '' : `, ${part}`}`;
  return {
    accountId,
    service: serviceOf(ruleId),
    name: nameOf(ruleId, of, region, () =>
      fingerprint({ ruleId, accountId, region, resourceId: resource?.id ?? '', part }),
    ),
    outcome: 'error',
    message: `Unknown: ${reason}`,
    type: kind,
    lines: [`Could have been ${severity.label} ${severity.score.toFixed(1)}: ${excerpt(reason, SENTENCE)}`],
  };
}

/** One cause, one case. */
function closedRegion({
  accountId,
  region,
  reason,
  kind,
  parts,
}: Extract<ReportHead['unknowns'][number], { parts: unknown }>): Case {
  const rules = [...new Set(parts.map(({ ruleId }) => ruleId))];
  return {
    accountId,
    service: 'closed-regions',
    name: region,
    outcome: 'error',
    message: `Unknown: ${reason}`,
    type: kind,
    lines: [excerpt(reason, SENTENCE), excerpt(`Not judged: ${listed(rules, 20)}`, 2 * SENTENCE)],
  };
}

function serviceOf(ruleId: string): string {
  return ruleId.split('/')[0] ?? ruleId;
}

/**
 * GitLab keeps one of several cases with the same name: one that is cut has the fingerprint in it.
 * @param shared whether several findings may be told of one resource, as those with parts are: of the account, where
 * something is off in many Regions, or of an image with several CVEs
 */
function nameOf(ruleId: string, of: string, region: string, id: () => string, shared = false): string {
  const whole = `${ruleId}: ${of} [${region}]`;
  return whole.length <= NAME && !shared ? whole : `${excerpt(whole, NAME)} ${id()}`;
}

function caseElement({ accountId, service, name, outcome, message, type, lines = [] }: Case): string {
  // Jenkins takes what stands before the last dot for the package.
  const head = attributes({ name, classname: `${accountId}.${service}`, time: 0 });
  if (outcome === 'passed') return `<testcase${head}/>\n`;
  const why = attributes({
    ...(message === undefined ? {} : { message: excerpt(message, SENTENCE) }),
    ...(type === undefined ? {} : { type }),
  });
  const text = lines.map(xml).join('\n');
  return `<testcase${head}><${outcome}${why}${text === '' ? '/>' : `>${text}</${outcome}>`}</testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? value : xml(visible(value))}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\ufffe': '\ufffd',
  '\uffff': '\ufffd',
};

/**
 * A text that was made visible, which leaves no control and no half of a character; of what else XML has no place for
 * there are two. https://www.w3.org/TR/xml/#charsets
 */
function xml(text: string): string {
  return text.replaceAll(/[&<>"'\ufffe\uffff]/g, (sign) => ENTITIES[sign] ?? sign);
}
