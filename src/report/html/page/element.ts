import { visible } from '../../content/escape.ts';

export type Child = Node | string | undefined | readonly Child[];

type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * An element with attributes and children. Texts become text nodes, with what is hidden in them made visible: nothing
 * that others wrote is ever taken for markup.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(attribute, value);
  append(made, children);
  return made;
}

function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined) continue;
    if (typeof child === 'string') parent.appendChild(document.createTextNode(visible(child)));
    else if (child instanceof Node) parent.appendChild(child);
    else append(parent, child);
  }
}

/** A button that does something in the page. */
export function button(
  className: string,
  words: Child,
  onClick: (made: HTMLButtonElement) => void,
): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className }, words);
  made.addEventListener('click', () => onClick(made));
  return made;
}

/** A link that leads to a site over https, and nothing else: `javascript:` and its like stay text. */
export function link(url: string, words: string): Node {
  const https = URL.canParse(url) && new URL(url).protocol === 'https:';
  return https
    ? element('a', { href: url, rel: 'noreferrer', target: '_blank' }, words)
    : element('span', {}, words);
}

/** A severity in its colour. */
export function severityMark(label: string): HTMLElement {
  return element('span', { class: `severity ${label.toLowerCase()}` }, label);
}
