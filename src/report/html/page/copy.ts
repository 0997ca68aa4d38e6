import { visible } from '../../content/escape.ts';
import { button, element } from './element.ts';

/** A command that stands as it is, to be copied. With a hidden character made visible it would be another command. */
export function commandBlock(command: string): HTMLElement {
  if (visible(command) !== command)
    return element(
      'p',
      { class: 'note' },
      'A name in this command has hidden characters: take it from the JSON report.',
    );
  const code = element('code', {}, command);
  return element('div', { class: 'command' }, element('pre', scrolls('Command'), code), copyButton(code));
}

/** Attributes of what may be wider than the page: it scrolls by itself, by keys too. */
export function scrolls(name: string): Readonly<Record<string, string>> {
  return { tabindex: '0', role: 'group', 'aria-label': name };
}

/** Copies the text of an element; where the browser forbids it, selects it. */
export function copyButton(of: HTMLElement): HTMLButtonElement {
  return button('copy', 'Copy', (made) => {
    const say = (words: string) => {
      made.textContent = words;
      announce(words);
      setTimeout(() => {
        made.textContent = 'Copy';
      }, 2000);
    };
    navigator.clipboard?.writeText(of.textContent ?? '').then(
      () => say('Copied'),
      () => select(of, say),
    ) ?? select(of, say);
  });
}

function select(of: HTMLElement, say: (words: string) => void): void {
  getSelection()?.selectAllChildren(of);
  say('Selected: press Ctrl+C');
}

/** Says something to who listens to the page instead of looking at it. */
export function announce(words: string): void {
  const said = document.querySelector('#said');
  if (said !== null) said.textContent = words;
}
