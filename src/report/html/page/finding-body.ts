import { visibleJson } from '../../content/escape.ts';
import { REACHED } from '../../content/exposure.ts';
import { resourceName } from '../../content/resource-name.ts';
import { count, figure } from '../../content/wording.ts';
import type { Absorbed, Detail, Facts } from '../page-data.ts';
import { commandBlock, scrolls } from './copy.ts';
import { button, type Child, element, link, severityMark } from './element.ts';
import type { Entry } from './entries.ts';

/** What is shown at once of a long list, and of a long text. */
const ITEMS_SHOWN = 50;
const CHARACTERS_SHOWN = 20_000;

type Part = NonNullable<Detail['parts']>[number];
type Resource = Detail['resources'][number];

/** Everything that there is to say of a finding. */
export function findingBody({ row, about }: Entry, detail: Detail, facts: Facts): HTMLElement {
  const { severity, exposure, baselineState, description } = row;
  const { recommendation, compliance, why, type, ruleId } = about;
  const { suppression, detectedBy, commands, absorbed = [], parts = [] } = detail;
  return element(
    'div',
    { class: 'body' },
    element(
      'div',
      { class: 'column' },
      suppression === undefined ? undefined : suppressed(suppression),
      block('What is wrong', element('p', {}, description)),
      block('Why it matters', element('p', {}, why)),
      block(
        'How to mend it',
        element('p', {}, recommendation.text, ' ', link(recommendation.url, 'How')),
        commands.map(commandBlock),
      ),
      wayIn(detail),
      evidence('Evidence', detail.evidence),
      weakness(detail),
      partList(parts),
      absorbedList(absorbed),
    ),
    element(
      'div',
      { class: 'column side' },
      block('Where', resources(detail.resources, detail.part)),
      block(
        'Facts',
        factList([
          ['Severity', scoreOf(severity)],
          ['Exposure', exposure === undefined ? undefined : REACHED[exposure]],
          ['First seen', firstSeen(detail.firstObservedAt, facts.startedAt)],
          ['Baseline', baselineState?.toLowerCase()],
          ['Account', accountOf(detail.accountId, facts)],
          ['Region', detail.region],
          ['Rule', element('code', {}, ruleId)],
          ['Type', element('code', {}, type)],
          [
            'Asked for by',
            compliance.length === 0
              ? undefined
              : compliance.map(({ framework, control }) => element('div', {}, `${framework} ${control}`)),
          ],
          ['Found by', detectedBy === undefined ? undefined : detector(detectedBy)],
          ['Id', element('a', { href: `#${row.id}` }, row.id)],
        ]),
      ),
    ),
  );
}

function suppressed({ reason, until }: NonNullable<Detail['suppression']>): HTMLElement {
  return element(
    'p',
    { class: 'alarm' },
    `Suppressed: ${reason}${until === undefined ? '' : ` (until ${until})`}`,
  );
}

/** `CRITICAL 9.8: Inspector rates it CRITICAL` */
function scoreOf({ label, score, reason }: Part['severity']): string {
  return `${label} ${score.toFixed(1)}${reason === undefined ? '' : `: ${reason}`}`;
}

function block(title: string, ...content: readonly Child[]): HTMLElement {
  return element('section', {}, element('h3', { class: 'label' }, title), content);
}

function factList(all: readonly (readonly [string, Child])[]): HTMLElement {
  return element(
    'dl',
    { class: 'facts' },
    all.flatMap(([name, fact]) =>
      fact === undefined ? [] : [element('div', {}, element('dt', {}, name), element('dd', {}, fact))],
    ),
  );
}

function accountOf(accountId: string, { aliases }: Facts): string {
  const alias = aliases[accountId];
  return alias === undefined ? accountId : `${alias} (${accountId})`;
}

/** `13 October 2026, 40 days before the scan`. */
function firstSeen(firstObservedAt: string, startedAt: string): string {
  const days = Math.floor((Date.parse(startedAt) - Date.parse(firstObservedAt)) / 86_400_000);
  const day = firstObservedAt.slice(0, 10);
  return days < 1 ? day : `${day}, ${count(days, 'day')} before this scan`;
}

function resources(all: readonly Resource[], part: string | undefined): HTMLElement[] {
  return all.map(({ type, id, region, tags = {}, details = {} }) =>
    factList([
      ['Resource', element('code', {}, id)],
      ['Part', part],
      ['Type', type],
      ['Region', region],
      [
        'Tags',
        Object.keys(tags).length === 0
          ? undefined
          : Object.entries(tags).map(([key, value]) => element('code', { class: 'tag' }, `${key}=${value}`)),
      ],
      [
        'Details',
        Object.keys(details).length === 0 ? undefined : element('code', {}, JSON.stringify(details)),
      ],
    ]),
  );
}

/** The way from outside, step by step. */
function wayIn({ networkReachabilityDetails: way }: Pick<Detail, 'networkReachabilityDetails'>): Child {
  if (way === undefined) return undefined;
  const { begin, end } = way.openPortRange;
  const ports = begin === end ? `${begin}` : `${begin} to ${end}`;
  return block(
    'The way in',
    element('p', {}, `${way.protocol} ${ports} is open along this way:`),
    element(
      'ol',
      { class: 'way' },
      way.networkPath.steps.map(({ componentId, componentType }) =>
        element('li', {}, element('code', {}, componentId), ' ', element('small', {}, componentType)),
      ),
    ),
  );
}

/** AWS's own answer, laid out to be read. */
function evidence(title: string, of: Readonly<Record<string, unknown>>): Child {
  if (Object.keys(of).length === 0) return undefined;
  const json = visibleJson(JSON.stringify(of, undefined, 2));
  const pre = element('pre', { class: 'json', ...scrolls(`${title}, as JSON`) });
  pre.textContent = json.slice(0, CHARACTERS_SHOWN);
  if (json.length <= CHARACTERS_SHOWN) return block(title, pre);
  const all = button('plain', `Show all ${figure(json.length)} characters`, (made) => {
    pre.textContent = json;
    made.remove();
  });
  return block(title, pre, all);
}

function weakness({ vulnerability }: Pick<Detail, 'vulnerability'>): Child {
  if (vulnerability === undefined) return undefined;
  const {
    id,
    sourceUrl,
    packages,
    cvss,
    epss,
    fixAvailable,
    exploitAvailable,
    knownExploited,
    referenceUrls = [],
  } = vulnerability;
  return block(
    'Vulnerability',
    factList([
      ['Id', sourceUrl === undefined ? id : link(sourceUrl, id)],
      [
        'Packages',
        packages.map(({ name, installedVersion, fixedInVersion }) =>
          element(
            'div',
            {},
            `${name} ${installedVersion}, ${fixedInVersion === undefined ? 'no fix known' : `fixed in ${fixedInVersion}`}`,
          ),
        ),
      ],
      [
        'CVSS',
        cvss.length === 0
          ? undefined
          : cvss.map(({ baseScore, scoringVector, source }) =>
              element('div', {}, `${baseScore} ${scoringVector} (${source})`),
            ),
      ],
      ['EPSS', epss === undefined ? undefined : `${(100 * epss).toFixed(1)} % within 30 days`],
      ['Fix', fixAvailable],
      ['Exploit', exploitAvailable === undefined ? undefined : exploitAvailable ? 'known' : 'not known'],
      [
        'Known exploited',
        knownExploited === undefined
          ? undefined
          : `in CISA's catalogue${knownExploited.dateDue === undefined ? '' : `, due ${knownExploited.dateDue.slice(0, 10)}`}`,
      ],
      [
        'Read on',
        referenceUrls.length === 0
          ? undefined
          : referenceUrls.map((url) => element('div', {}, link(url, url))),
      ],
    ]),
  );
}

function detector({ service, findingArn, url }: NonNullable<Detail['detectedBy']>): Child {
  return [url === undefined ? service : link(url, service), ' ', element('code', {}, findingArn)];
}

/** Where a finding with parts holds, part by part. */
function partList(parts: readonly Part[]): Child {
  if (parts.length === 0) return undefined;
  return block(count(parts.length, 'part'), long(parts, partItem));
}

function partItem(part: Part): HTMLElement {
  const {
    resource,
    accountId,
    description,
    severity,
    status,
    suppression,
    baselineState,
    commands,
    exposure,
  } = part;
  const name = resourceName({ ...part, resources: [resource] });
  const body = () => [
    suppression === undefined ? undefined : suppressed(suppression),
    block('Where', resources([resource], part.part)),
    wayIn(part),
    evidence('Evidence', part.evidence),
    weakness(part),
    commands.length === 0 ? undefined : block('Commands', commands.map(commandBlock)),
    part.detectedBy === undefined
      ? undefined
      : block('Found by', element('p', {}, detector(part.detectedBy))),
    block(
      'Facts',
      factList([
        ['Severity', scoreOf(severity)],
        ['Exposure', exposure === undefined ? undefined : REACHED[exposure]],
        ['First seen', part.firstObservedAt.slice(0, 10)],
        ['Id', element('code', {}, part.id)],
      ]),
    ),
  ];
  return opens(
    [
      severityMark(severity.label),
      ' ',
      element('b', {}, name),
      ' ',
      element('span', { class: 'note' }, `${accountId}, ${resource.region}`),
      status === 'ACTIVE' ? undefined : element('span', { class: 'badge' }, status.toLowerCase()),
      baselineState === 'NEW' ? element('span', { class: 'badge new' }, 'new') : undefined,
      element('span', { class: 'told' }, description),
    ],
    body,
  );
}

/** Failed verdicts of other rules that go away with this finding. */
function absorbedList(absorbed: readonly Absorbed[]): Child {
  if (absorbed.length === 0) return undefined;
  return block(
    `Tells ${count(absorbed.length, 'other failed check')} too`,
    element('p', { class: 'note' }, 'They fail for this cause, and go away with it.'),
    long(absorbed, (verdict) =>
      opens(
        [
          severityMark(verdict.severity.label),
          ' ',
          element('b', {}, verdict.title),
          ' ',
          element('span', { class: 'note' }, resourceName({ ...verdict, resources: [verdict.resource] })),
          element('span', { class: 'told' }, verdict.description),
        ],
        () => [
          block('Where', resources([verdict.resource], verdict.part)),
          evidence('Evidence', verdict.evidence),
          block('Rule', element('p', {}, element('code', {}, verdict.ruleId))),
        ],
      ),
    ),
  );
}

/** Items of a list, the first of them at once. */
function long<T>(items: readonly T[], itemOf: (item: T) => HTMLElement): HTMLElement {
  const list = element('ul', { class: 'parts' });
  const box = element('div', {}, list);
  const show = () => {
    const from = list.children.length;
    for (const item of items.slice(from, from + ITEMS_SHOWN)) list.append(element('li', {}, itemOf(item)));
    const rest = items.length - list.children.length;
    if (rest === 0) return;
    box.append(
      button('plain', `Show ${figure(Math.min(rest, ITEMS_SHOWN))} of ${figure(rest)} more`, (made) => {
        made.remove();
        show();
        moveTo(list.children[from + ITEMS_SHOWN]);
      }),
    );
  };
  show();
  return box;
}

/** Who pressed a button that is gone goes on at what it brought. */
function moveTo(item: Element | undefined): void {
  item?.querySelector('summary')?.focus();
}

/** What opens; its body is made when it does. */
function opens(summary: readonly Child[], body: () => readonly Child[]): HTMLDetailsElement {
  const made = element('details', {}, element('summary', {}, summary));
  made.addEventListener('toggle', () => {
    if (made.open && made.children.length === 1) made.append(element('div', { class: 'body' }, body()));
  });
  return made;
}
