import { createHash } from 'node:crypto';
import type { Finding, Report } from '../../finding/report.ts';
import type { ReportSource } from '../../finding/report-source.ts';
import { inOutline } from '../content/outline.ts';
import { count, figure } from '../content/wording.ts';
import { comparison, suppressions } from './comparison.ts';
import { factsData, findingsData, type Room } from './findings-data.ts';
import { fixFirst } from './fix-first.ts';
import { frameworks } from './frameworks.ts';
import { heatMap } from './heat-map.ts';
import { section } from './marks.ts';
import { Markup, markup } from './markup.ts';
import { notLookedAt } from './not-looked-at.ts';
import { facts, masthead, severities, subject } from './overview.ts';
import script from './page/main.ts?page';
import style from './page/style.css?page';
import { services } from './services.ts';

/** What opens and filters within a second; findings that say twice as much as usual take two. */
const ROOM: Room = { findings: 20_000, characters: 100_000_000 };

/**
 * Nothing is loaded, sent or run but the one script and the one style of the page, by their hashes; and no text is ever
 * taken for markup once the page is there.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
const POLICY = [
  "default-src 'none'",
  `script-src '${hashOf(script)}'`,
  `style-src '${hashOf(style)}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/**
 * Writes the report as one page for a browser, which needs nothing else and loads nothing. The figures are of all
 * findings and need no script; the list of findings does, and holds the most severe that there is room for.
 * @param options.note is told how many findings there was no room for.
 */
export function htmlWriter({
  note,
  room = ROOM,
}: {
  readonly note: (sentence: string) => void;
  readonly room?: Room;
}): (source: ReportSource) => AsyncIterable<string> {
  return async function* ({ head, findings }) {
    const outlines: Finding[] = [];
    for await (const finding of findings()) outlines.push(inOutline(finding));
    const total = outlines.length;
    yield pageUntilFindings({ ...head, findings: outlines });
    outlines.length = 0;
    const leftOut = yield* findingsData(findings(), head.absorbed, total, room);
    if (leftOut > 0)
      note(
        `a page holds the ${figure(total - leftOut)} most severe findings; ${count(leftOut, 'finding')} less severe ${leftOut === 1 ? 'is' : 'are'} in its figures only. The JSON report holds them all.`,
      );
    yield factsData({ startedAt: head.scan.startedAt, aliases: aliases(head.scan.accounts), leftOut });
    yield `<script>${script}</script>\n</body>\n</html>\n`;
  };
}

function aliases(accounts: Report['scan']['accounts']): Record<string, string> {
  return Object.fromEntries(
    accounts.flatMap(({ accountId, alias }) => (alias === undefined ? [] : [[accountId, alias]])),
  );
}

function pageUntilFindings(report: Report): string {
  const total = report.summary.findings.total;
  const sections = [
    severities(report),
    section(
      'where',
      'Where it stands',
      markup`<div class="pictures">${services(report)}${heatMap(report)}</div>`,
    ),
    fixFirst(report),
    findingsSection(report),
    comparison(report),
    frameworks(report),
    notLookedAt(report),
    suppressions(report),
    section('scan', 'The scan', markup`<div class="card">${facts(report)}</div>`),
  ];
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${count(total, 'finding')} in ${subject(report)} · Postern</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
${masthead(report)}${navigation(report)}<main>
${sections}</main>
<footer><p>This page holds what AWS answered about ${report.scan.accounts.length === 1 ? 'an account' : 'accounts'}: pass it on with care. It loads nothing and sends nothing.</p></footer>
`.text;
}

/** The list itself is made by the script. */
function findingsSection({ findings }: Report): Markup {
  return section(
    'findings',
    'Findings',
    findings.length === 0
      ? markup`<p class="note">There is no finding.</p>`
      : markup`<div id="list"></div>
<noscript><p class="alarm">The list of findings needs JavaScript, of which this page runs its own and no other. All figures above and below stand without it.</p></noscript>`,
  );
}

function navigation(report: Report): Markup {
  const links: readonly (readonly [id: string, title: string, there: boolean])[] = [
    ['overview', 'Overview', true],
    ['fix-first', 'Fix first', report.summary.findings.total > 0],
    ['findings', 'Findings', true],
    ['baseline', 'Baseline', report.baseline !== undefined],
    ['frameworks', 'Frameworks', (report.frameworks?.length ?? 0) > 0],
    ['not-looked-at', 'Not looked at', report.unknowns.length > 0],
    ['scan', 'The scan', true],
  ];
  const items = links.flatMap(([id, title, there]) =>
    there ? [markup`<li><a href="#${id}">${title}</a></li>`] : [],
  );
  return markup`<nav aria-label="Sections"><ul>${items}</ul></nav>
`;
}
