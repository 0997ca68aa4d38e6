import { REACHED } from '../../content/exposure.ts';
import { figure } from '../../content/wording.ts';
import type { Facts, Mark } from '../page-data.ts';
import { button, element } from './element.ts';
import type { Entry } from './entries.ts';
import { type Filter, NOT_TOLD } from './filter.ts';

const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'];
const PAUSE_MS = 120;
const WORDS: Readonly<Record<string, string>> = {
  ...REACHED,
  [NOT_TOLD]: 'not told',
  ACTIVE: 'active',
  SUPPRESSED: 'suppressed',
  CLOSED: 'closed',
  NEW: 'new',
  PERSISTING: 'persisting',
};

type Choice = 'service' | 'account' | 'region' | 'exposure' | 'status' | 'state';

/** The form that narrows the list. */
export class Controls {
  readonly element: HTMLFormElement;
  readonly #onChange: (filter: Filter) => void;
  readonly #search = element('input', {
    type: 'search',
    id: 'search',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: 'Name, ARN, rule, address …',
  });
  readonly #severities: readonly HTMLInputElement[];
  readonly #choices: ReadonlyMap<Choice, HTMLSelectElement>;
  readonly #chip = element('p', { class: 'chip' });
  readonly #initial: string | undefined;
  #only: Filter['only'];
  #timer = 0;

  constructor(entries: readonly Entry[], facts: Facts, onChange: (filter: Filter) => void) {
    this.#onChange = onChange;
    const amounts = tally(entries);
    this.#severities = SEVERITIES.map((value) =>
      element('input', { type: 'checkbox', value, id: `severity-${value}` }),
    );
    const account = (id: string) => (facts.aliases[id] === undefined ? id : `${facts.aliases[id]} (${id})`);
    this.#choices = new Map<Choice, HTMLSelectElement>([
      ['service', select('service', 'All services', amounts.service)],
      ['account', select('account', 'All accounts', amounts.account, account)],
      ['region', select('region', 'All Regions', amounts.region)],
      ['exposure', select('exposure', 'Any exposure', amounts.exposure)],
      ['status', select('status', 'Any status', amounts.status)],
      ['state', select('state', 'New and persisting', amounts.state)],
    ]);
    this.#initial = amounts.status.has('ACTIVE') ? 'ACTIVE' : undefined;
    this.element = element(
      'form',
      { class: 'controls', role: 'search', 'aria-label': 'Filter the findings' },
      element('div', { class: 'field wide' }, element('label', { for: 'search' }, 'Search'), this.#search),
      element(
        'fieldset',
        { class: 'severities' },
        element('legend', {}, 'Severity'),
        this.#severities.map((box) =>
          element(
            'span',
            { class: `toggle ${box.value.toLowerCase()}` },
            box,
            element(
              'label',
              { for: box.id },
              `${box.value.toLowerCase()} `,
              element('b', {}, figure(amounts.severity.get(box.value) ?? 0)),
            ),
          ),
        ),
      ),
      this.#field('service', 'Service'),
      this.#field('account', 'Account'),
      this.#field('region', 'Region'),
      this.#field('exposure', 'Exposure'),
      this.#field('status', 'Status'),
      amounts.state.size === 0 ? undefined : this.#field('state', 'Since the baseline'),
      button('plain reset', 'Reset', () => this.reset()),
      this.#chip,
    );
    this.element.addEventListener('submit', (event) => event.preventDefault());
    this.element.addEventListener('change', () => this.#tell());
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#tell(), PAUSE_MS);
    });
    this.#set('status', this.#initial);
  }

  /** What it says at present. */
  filter(): Filter {
    const chosen = (choice: Choice) => this.#choices.get(choice)?.value || undefined;
    return {
      severities: new Set(this.#severities.flatMap((box) => (box.checked ? [box.value] : []))),
      service: chosen('service'),
      account: chosen('account'),
      region: chosen('region'),
      exposure: chosen('exposure'),
      status: chosen('status'),
      state: chosen('state'),
      only: this.#only,
      search: this.#search.value,
    };
  }

  /** Narrows the list to what a figure of the page counts. */
  narrow(mark: Mark): void {
    this.#clear();
    for (const box of this.#severities) box.checked = box.value === mark.severity;
    for (const choice of ['service', 'account', 'region', 'status', 'state'] as const)
      this.#set(choice, mark[choice]);
    const { rule, title, control, rules } = mark;
    this.#only =
      rule === undefined && title === undefined && control === undefined
        ? undefined
        : { ...(rule && { rule }), ...(title && { title }), ...(control && { control, rules }) };
    this.#tell();
  }

  /** As it was in the beginning. */
  reset(): void {
    this.#clear();
    this.#set('status', this.#initial);
    this.#tell();
  }

  /** Every finding, whatever its status. */
  showEverything(): void {
    this.#clear();
    this.#tell();
  }

  #clear(): void {
    this.#search.value = '';
    this.#only = undefined;
    for (const box of this.#severities) box.checked = false;
    for (const choice of this.#choices.keys()) this.#set(choice, undefined);
  }

  #set(choice: Choice, value: string | undefined): void {
    const control = this.#choices.get(choice);
    if (control === undefined) return;
    const isThere = value === undefined || [...control.options].some((option) => option.value === value);
    // A figure of nothing narrows to nothing: a value that the control lacks would leave it open to all.
    if (!isThere) control.append(option(value, 0));
    control.value = value ?? '';
  }

  #tell(): void {
    clearTimeout(this.#timer);
    const { rule, title, control } = this.#only ?? {};
    const only = title ?? rule ?? control;
    this.#chip.hidden = only === undefined;
    this.#chip.replaceChildren(
      ...(only === undefined
        ? []
        : [
            element('span', {}, `Only: ${only} `),
            button('plain', 'Take away', () => {
              this.#only = undefined;
              this.#tell();
              this.#search.focus();
            }),
          ]),
    );
    this.#onChange(this.filter());
  }

  #field(choice: Choice, name: string): HTMLElement {
    return element(
      'div',
      { class: 'field' },
      element('label', { for: choice }, name),
      this.#choices.get(choice),
    );
  }
}

type Amounts = Readonly<Record<Choice | 'severity', Map<string, number>>>;

/** How many findings there are of each, as the page opens: the active ones, where there are any. */
function tally(entries: readonly Entry[]): Amounts {
  const amounts: Amounts = {
    severity: new Map(),
    service: new Map(),
    account: new Map(),
    region: new Map(),
    exposure: new Map(),
    status: new Map(),
    state: new Map(),
  };
  const add = (of: keyof Amounts, value: string, amount: number) =>
    amounts[of].set(value, (amounts[of].get(value) ?? 0) + amount);
  const anyActive = entries.some(({ row }) => row.status === 'ACTIVE');
  for (const { row, service } of entries) {
    const amount = row.status === 'ACTIVE' || !anyActive ? 1 : 0;
    if (row.status === 'ACTIVE') add('severity', row.severity.label, 1);
    add('service', service, amount);
    for (const account of new Set(row.places.map(([id]) => id))) add('account', account, amount);
    for (const region of new Set(row.places.map(([, id]) => id))) add('region', region, amount);
    add('exposure', row.exposure ?? NOT_TOLD, amount);
    add('status', row.status, 1);
    if (row.baselineState !== undefined) add('state', row.baselineState, amount);
  }
  return amounts;
}

function select(
  id: Choice,
  all: string,
  amounts: ReadonlyMap<string, number>,
  wordsOf = inWords,
): HTMLSelectElement {
  const options = [...amounts].sort(([a], [b]) => (a < b ? -1 : 1));
  return element(
    'select',
    { id },
    element('option', { value: '' }, all),
    options.map(([value, amount]) => option(value, amount, wordsOf)),
  );
}

function option(value: string, amount: number, wordsOf = inWords): HTMLOptionElement {
  return element('option', { value }, `${wordsOf(value)} (${figure(amount)})`);
}

function inWords(value: string): string {
  return WORDS[value] ?? value;
}
