/**
 * Characters that act on a terminal or hide in a text: controls (C0, DEL, C1), bidirectional overrides and isolates,
 * line and paragraph separators, lone surrogates, and everything that shows nothing, such as zero-width joiners and
 * tag characters. Classes of https://www.unicode.org/reports/tr44/.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The same but for line breaks, which lay out JSON. */
const HIDDEN_IN_LINES = new RegExp(`(?!\\n)${HIDDEN.source}`, HIDDEN.flags);

/**
 * Most texts hold nothing but these, and have nothing to look for in tables of Unicode: ASCII, Latin letters and signs
 * without the soft hyphen, dashes, quotes, dots and arrows.
 */
const PLAIN = ' -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u2190-\u21ff';
const BEYOND_PLAIN = new RegExp(`[^${PLAIN}]`);
const BEYOND_PLAIN_LINES = new RegExp(`[^\\n${PLAIN}]`);

/**
 * Commands that runners of CI obey wherever they stand in a line: `##[add-path]` of GitHub Actions, `##vso[task.setvariable]`
 * of Azure Pipelines, `##teamcity[buildProblem]`. Of each the first character, which its escape takes the place of.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 * https://www.jetbrains.com/help/teamcity/service-messages.html
 */
const COMMAND = /#(?=#\w*\[)/g;

/**
 * GitHub Actions obeys `::set-env name=…::` where nothing but white space stands before it in a line. Addresses of IPv6
 * stay as they are after a word, `open to ::/0`, from which no line break parts them. So that a line may be broken before or within colons, there are never more than three
 * together, as in `arn:aws:s3:::bucket`.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
const COLONS = /(?<!\S)(?<!\S (?=::[\d/])):(?=:)|(?<=:::):/g;

/** The same in JSON, whose strings may be printed by themselves: where one begins, and after its white space. */
const JSON_COLONS = /:(?=:(?![\d/]))(?<=(?:["\s]|\\[nrt]):)/g;

/**
 * What a terminal or a log may be given of a text that others wrote: names, tags and messages from AWS. Line breaks and
 * tabs become spaces; hidden characters become visible escapes such as `\u202e`, and so does a character of what a
 * runner of CI would take for a command. Everything else stays.
 */
export function visible(text: string): string {
  const shown = BEYOND_PLAIN.test(text)
    ? text.replaceAll(/\r\n|[\n\t]/g, ' ').replaceAll(HIDDEN, bracedEscape)
    : text;
  return unobeyed(shown, COLONS);
}

/** The same for a text of several lines, such as a stack: its line breaks stay. */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visible).join('\n');
}

/** Whether a line that begins with this might be taken for a command of GitHub Actions. */
export function beginsCommand(text: string): boolean {
  return /^\s?::/.test(text);
}

/** JSON that shows nothing but itself when it is printed, and parses to the same value. Line breaks of its layout stay. */
export function visibleJson(json: string): string {
  const shown = BEYOND_PLAIN_LINES.test(json) ? json.replaceAll(HIDDEN_IN_LINES, jsonEscape) : json;
  return unobeyed(shown, JSON_COLONS);
}

function unobeyed(text: string, colons: RegExp): string {
  const withoutHashes = text.includes('##') ? text.replaceAll(COMMAND, jsonEscape) : text;
  return withoutHashes.includes('::') ? withoutHashes.replaceAll(colons, jsonEscape) : withoutHashes;
}

function bracedEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : jsonEscape(character);
}

/** JSON writes what lies beyond U+FFFF as two escapes. https://www.rfc-editor.org/rfc/rfc8259#section-7 */
function jsonEscape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
