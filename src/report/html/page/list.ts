import { REACHED } from '../../content/exposure.ts';
import { count, figure } from '../../content/wording.ts';
import type { Facts } from '../page-data.ts';
import { button, element, severityMark } from './element.ts';
import type { Entry } from './entries.ts';
import { findingBody } from './finding-body.ts';

/** Findings that are shown at a time: as many as a browser lays out at once. */
const AT_A_TIME = 100;
/** Findings that are printed. */
const PRINTED = 1000;

/** The list of findings, of which only those that somebody asked for are elements of the page. */
export class FindingsList {
  readonly element = element('div', { class: 'results' });
  readonly #facts: Facts;
  readonly #list = element('ul', { class: 'findings' });
  readonly #more = element('p', { class: 'more-findings' });
  #entries: readonly Entry[] = [];

  constructor(facts: Facts) {
    this.#facts = facts;
    this.element.append(this.#list, this.#more);
  }

  /** Shows the first of these instead. */
  show(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.#list.replaceChildren();
    this.#grow(AT_A_TIME);
  }

  /** Opens a finding of those that are shown, however far down it stands, and goes there. */
  open(id: string): boolean {
    const index = this.#entries.findIndex(({ row }) => row.id === id);
    if (index < 0) return false;
    this.#grow(index + 1 - this.#list.children.length);
    const details = this.#list.children[index]?.querySelector('details');
    if (!details) return false;
    details.open = true;
    details.scrollIntoView();
    details.querySelector('summary')?.focus({ preventScroll: true });
    return true;
  }

  /** Shows as many as are printed. */
  unrollForPrint(): void {
    this.#grow(PRINTED - this.#list.children.length);
  }

  #grow(by: number): void {
    const from = this.#list.children.length;
    const fresh = this.#entries.slice(from, from + Math.max(0, by)).map((entry) => this.#item(entry));
    this.#list.append(...fresh);
    const shown = this.#list.children.length;
    const rest = this.#entries.length - shown;
    this.#list.hidden = shown === 0;
    if (this.#entries.length === 0)
      this.#more.replaceChildren('Nothing fits: reset the filter to see all findings.');
    else if (rest === 0) this.#more.replaceChildren();
    else
      this.#more.replaceChildren(
        `Shown are ${figure(shown)} of ${figure(this.#entries.length)}. `,
        button('plain', `Show ${figure(Math.min(rest, AT_A_TIME))} more`, () => {
          this.#grow(AT_A_TIME);
          this.#list.children[shown]?.querySelector('summary')?.focus();
        }),
      );
  }

  #item(entry: Entry): HTMLLIElement {
    const details = element('details', { id: `finding-${entry.row.id}` }, summaryOf(entry, this.#facts));
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1)
        details.append(findingBody(entry, entry.detail(), this.#facts));
    });
    return element('li', {}, details);
  }
}

function summaryOf({ row, about }: Entry, facts: Facts): HTMLElement {
  const { severity, status, exposure, baselineState, name, parts } = row;
  const badges = [
    ...(status === 'ACTIVE' ? [] : [element('span', { class: 'badge' }, status.toLowerCase())]),
    ...(baselineState === 'NEW' ? [element('span', { class: 'badge new' }, 'new')] : []),
    ...(exposure === 'internet' || exposure === 'other-account'
      ? [element('span', { class: 'badge exposed' }, REACHED[exposure])]
      : []),
    ...(parts === undefined || parts === 1
      ? []
      : [element('span', { class: 'badge' }, count(parts, 'part'))]),
  ];
  return element(
    'summary',
    {},
    element(
      'span',
      { class: 'score' },
      severityMark(severity.label),
      ' ',
      element('b', {}, severity.score.toFixed(1)),
    ),
    ' ',
    element(
      'span',
      { class: 'what' },
      element('span', { class: 'title' }, about.title),
      ' ',
      badges,
      ' ',
      element('span', { class: 'name' }, name),
    ),
    ' ',
    element('span', { class: 'place' }, placeOf(row.places, facts)),
  );
}

function placeOf(places: Entry['row']['places'], { aliases }: Facts): string {
  const accounts = [...new Set(places.map(([accountId]) => accountId))];
  const regions = [...new Set(places.map(([, region]) => region))];
  const [account = ''] = accounts;
  return [
    accounts.length > 1 ? count(accounts.length, 'account') : (aliases[account] ?? account),
    regions.length > 1 ? count(regions.length, 'Region') : regions.join(),
  ].join(' · ');
}
