import { count, figure } from '../../content/wording.ts';
import type { Mark } from '../page-data.ts';
import { Controls } from './controls.ts';
import { announce, copyButton } from './copy.ts';
import { button, element } from './element.ts';
import { readEntries, readFacts } from './entries.ts';
import { filtered } from './filter.ts';
import { walkByArrows } from './heat-map-keys.ts';
import { FindingsList } from './list.ts';

document.querySelector('main')?.append(element('p', { id: 'said', class: 'unseen', role: 'status' }));
const place = document.querySelector('#list');
const section = document.querySelector('#findings');
if (place !== null && section instanceof HTMLElement) start(place, section);
for (const code of document.querySelectorAll('code[data-copy]'))
  if (code instanceof HTMLElement) code.closest('pre')?.after(copyButton(code));

function start(place: Element, section: HTMLElement): void {
  const facts = readFacts();
  const entries = readEntries(facts);
  const list = new FindingsList(facts);
  const tally = element('p', { class: 'tally', role: 'status' });
  const controls = new Controls(entries, facts, (filter) => {
    const from = performance.now();
    const found = filtered(entries, filter);
    list.show(found);
    tally.textContent =
      found.length === entries.length
        ? count(found.length, 'finding')
        : `${figure(found.length)} of ${count(entries.length, 'finding')}`;
    performance.measure('postern:filter', { start: from });
  });
  const cut =
    facts.leftOut === 0
      ? []
      : [
          element(
            'p',
            { class: 'alarm' },
            `The list holds the ${figure(entries.length)} most severe findings; ${count(facts.leftOut, 'finding')} less severe did not fit. The JSON report holds them all.`,
          ),
        ];
  place.replaceChildren(...cut, controls.element, tally, list.element);
  controls.reset();

  for (const marked of document.querySelectorAll('[data-mark]')) {
    const mark: Mark = JSON.parse(marked.getAttribute('data-mark') ?? '{}');
    const made = button('mark', [...marked.childNodes], () => {
      controls.narrow(mark);
      section.scrollIntoView();
      section.focus({ preventScroll: true });
      announce(tally.textContent ?? '');
    });
    marked.replaceWith(made);
  }
  for (const table of document.querySelectorAll<HTMLTableElement>('table.heat-map')) walkByArrows(table);

  const openNamed = () => {
    const id = location.hash.slice(1);
    if (!/^[0-9a-f]{32}$/.test(id) || list.open(id)) return;
    controls.showEverything();
    list.open(id);
  };
  addEventListener('hashchange', openNamed);
  addEventListener('beforeprint', () => list.unrollForPrint());
  openNamed();
  performance.mark('postern:shown');
}
