import type { FindingResource } from '../../finding/report.ts';
import type { ReportHead, ReportSource } from '../../finding/report-source.ts';
import { unjudged } from '../content/unjudged.ts';
import { figure } from '../content/wording.ts';
import { controlFindings, reviewedControls } from './controls.ts';
import { Inventory } from './inventory.ts';
import { observationOf, unjudgedObservation } from './observations.ts';
import { Risks, riskOf } from './risks.ts';
import { line, markup, property, standardProperty, uuidFor, uuidOf } from './text.ts';

const OSCAL_VERSION = '1.1.3';
const TOOL = uuidFor('tool');
const PLAN = uuidFor('assessment plan');

/**
 * OSCAL assessment results: each finding is an observation with its evidence, each rule a risk with its remediation, and
 * each control of the chosen frameworks a finding, satisfied or not. The same report gives the same bytes: UUIDs follow
 * from fingerprints and names.
 * https://pages.nist.gov/OSCAL-Reference/models/v1.1.3/assessment-results/json-outline/
 * @param note is told, in a sentence, what the format could not hold.
 */
export function oscalWriter(note: (sentence: string) => void) {
  return async function* oscal({ head, findings }: ReportSource): AsyncGenerator<string> {
    const { scan, product, frameworks } = head;
    yield `{\n"assessment-results": {\n${member('uuid', uuidFor('report', ...identityOf(head)))},\n`;
    yield `${member('metadata', {
      title: `Postern: AWS ${accountsOf(head)}`,
      'last-modified': endOf(head),
      version: scan.startedAt,
      'oscal-version': OSCAL_VERSION,
      props: [property('postern-version', product.version)],
    })},\n`;
    yield `${member('import-ap', { href: `#${PLAN}` })},\n"results": [{\n`;
    yield `${member('uuid', uuidFor('result', ...identityOf(head)))},\n${resultFields(head)},\n`;

    const inventory = new Inventory();
    const uuidOfResource = (resource: FindingResource) => inventory.uuidOf(resource);
    const risks = new Risks();
    const byRule = new Map<string, string[]>();
    const see = (ruleId: string, observation: string) => {
      const seen = byRule.get(ruleId);
      if (seen === undefined) byRule.set(ruleId, [observation]);
      else seen.push(observation);
    };
    async function* observations() {
      for await (const finding of findings()) {
        const { id, ruleId, absorbs = [] } = finding;
        risks.add(finding);
        for (const rule of new Set([ruleId, ...absorbs.map((absorbed) => absorbed.ruleId)]))
          see(rule, uuidOf(id));
        yield line(observationOf(finding, uuidOfResource));
      }
      for (const unknown of unjudged(head)) {
        for (const { ruleId } of unknown.verdicts) see(ruleId, uuidOf(unknown.id));
        yield line(unjudgedObservation(unknown, scan.startedAt, uuidOfResource));
      }
    }
    yield* array('observations', observations(), ',\n');
    // Behind the observations, which tell what there is: JSON knows no order, and the findings are read once.
    yield '"local-definitions": {\n';
    yield* array('inventory-items', inventory.lines(), ',\n');
    yield `${member('assessment-assets', assessmentAssets(product.version))}\n},\n`;
    yield* array(
      'risks',
      risks.all().map((risk) => line(riskOf(risk, TOOL))),
      ',\n',
    );
    if (frameworks === undefined || frameworks.length === 0)
      note(
        'without --framework there are observations and risks, but no finding says whether a control is satisfied.',
      );
    else yield* array('findings', lines(controlFindings(frameworks, byRule, risksByRule(risks))), ',\n');

    yield `${member('reviewed-controls', reviewedControls(frameworks))}\n}],\n`;
    yield `${member('back-matter', {
      resources: [
        {
          uuid: PLAN,
          title: 'No assessment plan',
          description: `Postern judged the rules that were chosen for the scan; there is no plan beyond them.`,
        },
      ],
    })}\n}\n}\n`;
  };
}

/** What makes a report this report. */
function identityOf({ scan }: ReportHead): string[] {
  return [scan.startedAt, ...scan.accounts.map(({ accountId }) => accountId)];
}

function accountsOf({ scan }: ReportHead): string {
  const [first, ...others] = scan.accounts;
  if (first === undefined) return 'without an account';
  return others.length === 0 ? `account ${first.accountId}` : `${figure(scan.accounts.length)} accounts`;
}

function endOf({ scan }: ReportHead): string {
  return new Date(Date.parse(scan.startedAt) + scan.durationSeconds * 1000).toISOString();
}

function resultFields(head: ReportHead): string {
  const { scan, summary } = head;
  const { passed, failed, unknown, notApplicable } = summary.verdicts;
  const { leftOut } = summary.findings;
  const incomplete = scan.status === 'COMPLETE' ? '' : ' The scan was interrupted: this is a part of it.';
  const milder =
    leftOut === undefined || leftOut.count === 0
      ? ''
      : ` ${figure(leftOut.count)} findings below ${leftOut.below} are left out.`;
  return [
    member('title', 'Scan'),
    member(
      'description',
      markup(
        `${figure(summary.rules)} rules: ${figure(passed)} verdicts passed, ${figure(failed)} failed, ${figure(unknown)} could not be judged, ${figure(notApplicable)} were not applicable.${incomplete}${milder}`,
      ),
    ),
    member('start', scan.startedAt),
    member('end', endOf(head)),
    member('props', [
      property('status', scan.status),
      ...scan.accounts.map(({ accountId }) => property('account', accountId)),
      ...scan.regions.map((region) => property('region', region)),
    ]),
  ].join(',\n');
}

function assessmentAssets(version: string) {
  return {
    components: [
      {
        uuid: TOOL,
        type: 'software',
        title: 'Postern',
        description: 'Looks for the doors left open in AWS accounts.',
        props: [standardProperty('version', version)],
        status: { state: 'operational' },
      },
    ],
    'assessment-platforms': [
      { uuid: uuidFor('platform'), title: 'Postern', 'uses-components': [{ 'component-uuid': TOOL }] },
    ],
  };
}

function risksByRule(risks: Risks): Map<string, string[]> {
  const byRule = new Map<string, string[]>();
  for (const { uuid, ruleIds } of risks.all())
    for (const ruleId of ruleIds) {
      const known = byRule.get(ruleId);
      if (known === undefined) byRule.set(ruleId, [uuid]);
      else known.push(uuid);
    }
  return byRule;
}

function member(name: string, value: unknown): string {
  return `${JSON.stringify(name)}: ${line(value)}`;
}

function* lines(items: Iterable<unknown>): Generator<string> {
  for (const item of items) yield line(item);
}

/** An array of what is JSON already, one item a line, and nothing at all where it would be empty: OSCAL has no empty arrays. */
async function* array(name: string, items: AsyncIterable<string> | Iterable<string>, after: string) {
  let before = `${JSON.stringify(name)}: [\n`;
  let isEmpty = true;
  for await (const item of items) {
    yield `${before}${item}`;
    before = ',\n';
    isEmpty = false;
  }
  if (!isEmpty) yield `\n]${after}`;
}
