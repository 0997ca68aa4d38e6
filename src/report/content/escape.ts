/**
 * Characters that act on a terminal or hide in a text: controls (C0, DEL, C1), bidirectional overrides and isolates,
 * line and paragraph separators, lone surrogates, and everything that shows nothing, such as zero-width joiners and
 * tag characters. Classes of https://www.unicode.org/reports/tr44/.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

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
const JSON_COLONS = /(?<=["\s]|\\[nrt]):(?=:(?![\d/]))/g;

/** Without any of these there is nothing to look for, as in most of the texts of a large report. */
const SUSPECT = /[^ -~]|#|::/;

/**
 * What a terminal or a log may be given of a text that others wrote: names, tags and messages from AWS. Line breaks and
 * tabs become spaces; hidden characters become visible escapes such as `\u202e`, and so does a character of what a
 * runner of CI would take for a command. Everything else stays.
 */
export function visible(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text
    .replaceAll(/\r\n|[\n\t]/g, ' ')
    .replaceAll(HIDDEN, bracedEscape)
    .replaceAll(COMMAND, jsonEscape)
    .replaceAll(COLONS, jsonEscape);
}

/** The same for a text of several lines, such as a stack: its line breaks stay. */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visible).join('\n');
}

/** Whether a line that begins with this might be taken for a command of GitHub Actions. */
export function beginsCommand(text: string): boolean {
  return /^\s?::/.test(text);
}

/** JSON of printable ASCII: most of it is, and is looked at once instead of three times. */
const PRINTABLE = /^[\n -~]*$/;

/** What may be a command in it; the rest of the check is left to those above. */
const PERHAPS_COMMAND = /#\w*\[|["\snrt]::/;

/** JSON that shows nothing but itself when it is printed, and parses to the same value. Line breaks of its layout stay. */
export function visibleJson(json: string): string {
  if (PRINTABLE.test(json) && !PERHAPS_COMMAND.test(json)) return json;
  return json
    .replaceAll(HIDDEN, (character) => (character === '\n' ? character : jsonEscape(character)))
    .replaceAll(COMMAND, jsonEscape)
    .replaceAll(JSON_COLONS, jsonEscape);
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
