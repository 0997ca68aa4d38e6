import { truncate } from './fit.ts';

/** Columns of a text that others wrote; what is longer ends in an ellipsis. */
const LONGEST = 300;

/** What means something to Markdown or HTML, of which Markdown takes a character reference for nothing but text. */
const MEANS_SOMETHING =
  /[&<>\\`*_[\]|~$@]|^[#+\-=]|#(?=\d)|:(?=\/\/|[\w+-]+:)|(?<=www)\.|(?<=^\d{1,9})[.)](?=\s|$)/gi;

/** What a code span cannot hold, in a table too, or holds so that it means something where Markdown is not known. */
const NOT_IN_CODE = /[`|\\<>&]/;

/**
 * A text that others wrote, on one line, as prose: no markup, HTML, link, mention or formula. It means the same in
 * Markdown and in a block of HTML.
 * https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
 */
export function prose(text: string, longest = LONGEST): string {
  // GitHub and GitLab tell people and issues that they were mentioned, but for a space of no width after the sign.
  return shortened(text, longest).replaceAll(MEANS_SOMETHING, (character) =>
    character === '@' || character === '#' ? `${reference(character)}&#8203;` : reference(character),
  );
}

/** A text that others wrote, on one line, as code. */
export function code(text: string, longest = LONGEST): string {
  const short = shortened(text, longest);
  if (short === '') return '';
  return NOT_IN_CODE.test(short) ? codeInHtml(short) : `\`${short}\``;
}

/** The same where HTML begins a line, in which Markdown is no more. */
export function codeInHtml(text: string): string {
  return `<code>${shortened(text, LONGEST).replaceAll(MEANS_SOMETHING, reference)}</code>`;
}

/** A link to a page of ours or of AWS; what is no such address is code. */
export function link(words: string, url: string): string {
  return /^https:\/\/[\w./?=&#%:+,;~-]+$/.test(url) ? `[${words}](${url})` : code(url);
}

/** A row of a table. @param cells in Markdown, on one line each */
export function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** The head of a table. @param titles those of figures end in a colon, and stand at the right */
export function tableHead(...titles: readonly string[]): string {
  const rule = titles.map((title) => (title.endsWith(':') ? '--:' : '---'));
  return `${row(...titles.map((title) => title.replace(/:$/, '')))}|${rule.join('|')}|\n`;
}

/** Marks that stand above and below others take no column, so characters are counted as well. */
function shortened(text: string, longest: number): string {
  const most = longest * 2;
  return truncate(text.length > most ? `${text.slice(0, most)}…` : text, longest).trim();
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
