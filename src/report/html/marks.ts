import type { SeverityLabel } from '../../finding/severity.ts';
import { visibleJson } from '../content/escape.ts';
import { type Markup, markup } from './markup.ts';
import type { Mark } from './page-data.ts';

/** Words or a figure that narrow the list of findings, once the script of the page has made a button of them. */
export function mark(to: Mark, words: Markup | string): Markup {
  return markup`<span data-mark="${visibleJson(JSON.stringify(to))}">${words}</span>`;
}

/** A severity in its colour. */
export function severityMark(label: SeverityLabel): Markup {
  return markup`<span class="severity ${label.toLowerCase()}">${label}</span>`;
}

/** A stretch of a bar. */
interface Stretch {
  readonly className: string;
  readonly value: number;
}

/** A picture of how large parts are of a whole. @param whole which the bar is as long as */
export function bar(name: string, stretches: readonly Stretch[], whole: number): Markup {
  let x = 0;
  const rects = stretches
    .filter(({ value }) => value > 0)
    .map(({ className, value }) => {
      const width = (100 * value) / whole;
      const rect = markup`<rect class="${className}" x="${x.toFixed(3)}" y="0" width="${width.toFixed(3)}" height="10"/>`;
      x += width;
      return rect;
    });
  return markup`<svg class="bar" role="img" aria-label="${name}" viewBox="0 0 100 10" preserveAspectRatio="none">${rects}</svg>`;
}

/** A section of the page, or nothing where it has nothing to tell. */
export function section(id: string, title: string, content: Markup | undefined, note = ''): Markup {
  if (content === undefined) return markup``;
  const heading = markup`<h2 id="${id}-title">${title}</h2>`;
  const told = note === '' ? markup`` : markup`<p class="note">${note}</p>`;
  return markup`<section id="${id}" aria-labelledby="${id}-title" tabindex="-1">${heading}${told}${content}</section>\n`;
}
