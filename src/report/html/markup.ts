import { htmlText } from '../content/html-text.ts';

/** Text that is HTML: what `markup` made, or what this repository holds itself. Never of what others wrote. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Markup | string | number | undefined | readonly Piece[];

/** HTML in which every value is text, or an attribute between double quotes, and ends neither. */
export function markup(strings: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  return new Markup(strings.map((string, index) => string + htmlOf(values[index])).join(''));
}

function htmlOf(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(htmlOf).join('');
  return htmlText(`${piece}`);
}

/**
 * A link that leads to a site over https, and nothing else: `javascript:` and its like stay text.
 * @param about what who only hears the link is told beside its words
 */
export function link(url: string, words: string, about = ''): Markup {
  const heard = about === '' ? undefined : markup`<span class="unseen"> ${about}</span>`;
  return isHttps(url)
    ? markup`<a href="${url}" rel="noreferrer" target="_blank">${words}${heard}</a>`
    : markup`${words}`;
}

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}
