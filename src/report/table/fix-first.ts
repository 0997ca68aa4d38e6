import type { Report } from '../../finding/report.ts';
import { visible } from '../content/escape.ts';
import { REACHED } from '../content/exposure.ts';
import { inOrderOfFixing, type ToFix } from '../content/finding-groups.ts';
import { columns, firstThatFit, wrapAtMost } from '../content/fit.ts';
import { namesWithPlaces, placesOf } from '../content/places.ts';
import { count, figure, firstSentence } from '../content/wording.ts';
import { heading, linked, type Page, paragraph, severityColour } from './page.ts';

const SHOWN = 10;
const INDENT = ' '.repeat(4);
const WHERE = `${INDENT}Where  `;
const FIX = `${INDENT}Fix    `;

/** Lines that a title and a remedy may take. */
interface Room {
  readonly title: number;
  readonly fix: number;
}

/** From the best to read to the tightest, with which an item takes three lines at 80 columns and more. */
const ROOMS: readonly Room[] = [
  { title: 2, fix: 2 },
  { title: 2, fix: 1 },
  { title: 1, fix: 1 },
];

/**
 * What to mend first: what it is, where, and how.
 * @param most lines that there is room for.
 */
export function fixFirstLines(page: Page, report: Report, most: number): string[] {
  const all = inOrderOfFixing(report.findings);
  if (all.length === 0) return [];
  const first = all.slice(0, SHOWN).map((item) => ({ item, where: where(item, page.width - WHERE.length) }));
  const shown = fitting(
    ROOMS.map((room) => first.map((each, index) => itemLines(page, each, index + 1, room))),
    most - 1,
  );
  const of = all.length > shown.length ? `${shown.length} of ${figure(all.length)}; ` : '';
  return [
    heading(page, 'Fix first', `${of}postern explain <rule> tells why, --details tells all`),
    ...shown.flat(),
  ];
}

type Items = readonly (readonly string[])[];

/** The first layout that fits; of the last, as many items as fit. */
function fitting([layout = [], ...tighter]: readonly Items[], most: number): Items {
  if (layout.flat().length <= most) return layout;
  if (tighter.length > 0) return fitting(tighter, most);
  let used = 0;
  return layout.filter((lines) => {
    used += lines.length;
    return used <= most;
  });
}

interface Shown {
  readonly item: ToFix;
  readonly where: string;
}

function itemLines(page: Page, { item, where }: Shown, number: number, room: Room): string[] {
  return [...titleLines(page, item, number, room), `${WHERE}${where}`, ...remedyLines(page, item, room)];
}

/** The rule stands beside the title where there is room, else under it; a title is then cut before the rule is. */
function titleLines(page: Page, { first }: ToFix, number: number, room: Room): string[] {
  const { label } = first.severity;
  const start = `${`${number}`.padStart(2)}. `;
  const word = severityColour(page, label)(label);
  const indent = start.length + label.length + 2;
  const id = visible(first.ruleId);
  const rule = linked(page, id, first.remediation.recommendation.url);
  const width = page.width - indent;
  const besides = width - columns(id) - 2;
  const begin = (line: string, index: number) =>
    `${index === 0 ? `${start}${word}  ` : ' '.repeat(indent)}${page.chalk.bold(line)}`;
  if (columns(visible(first.title)) <= besides || (room.title === 1 && besides >= 20))
    return wrapAtMost(first.title, besides, 1).map((line, index) => `${begin(line, index)}  ${rule}`);
  const lines = wrapAtMost(first.title, width, room.title - 1 || 1).map(begin);
  return columns(id) <= page.width - INDENT.length
    ? [...lines, `${INDENT}${rule}`]
    : [...lines, ...paragraph(page, INDENT, first.ruleId, { most: 1 })];
}

/** The first places, as many as one line holds, and how many more there are. */
function where({ findings, exposure, absorbed }: ToFix, width: number): string {
  const places = findings.flatMap(placesOf);
  const names = namesWithPlaces(places);
  const fresh = places.filter(({ baselineState }) => baselineState === 'NEW').length;
  const notes = [
    ...(fresh === 0 ? [] : [fresh === places.length ? 'new' : `${figure(fresh)} new`]),
    ...(exposure === undefined ? [] : [REACHED[exposure]]),
    ...(absorbed === 0 ? [] : [`tells ${count(absorbed, 'other failed check')} too`]),
  ];
  const noted = notes.length === 0 ? '' : `; ${notes.join('; ')}`;
  const ending = columns(noted) + 30 > width ? '' : noted;
  return firstThatFit(names, ' · ', width - columns(ending)) + ending;
}

/** The one sentence that mends it, or the one command, where the whole remedy is one sentence and the command fits. */
function remedyLines(page: Page, { first, findings }: ToFix, room: Room): string[] {
  const { text } = first.remediation.recommendation;
  const sentence = firstSentence(text);
  const commands = new Set(findings.flatMap(({ remediation }) => remediation.commands));
  const [command] = commands;
  return command !== undefined &&
    commands.size === 1 &&
    sentence === text &&
    visible(command) === command &&
    columns(command) <= page.width - FIX.length
    ? [`${FIX}${command}`]
    : paragraph(page, FIX, sentence, { most: room.fix });
}
