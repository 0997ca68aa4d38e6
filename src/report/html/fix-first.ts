import type { Report } from '../../finding/report.ts';
import { REACHED } from '../content/exposure.ts';
import { inOrderOfFixing, type ToFix } from '../content/finding-groups.ts';
import { namesWithPlaces, placesOf } from '../content/places.ts';
import { count, figure } from '../content/wording.ts';
import { mark, section, severityMark } from './marks.ts';
import { link, type Markup, markup } from './markup.ts';

const SHOWN = 10;
const NAMES_SHOWN = 4;

/** What to mend first: what it is, where, why, and how. */
export function fixFirst(report: Report): Markup {
  const all = inOrderOfFixing(report.findings);
  if (all.length === 0) return markup``;
  const items = all.slice(0, SHOWN).map(item);
  const note =
    all.length > SHOWN
      ? `The first ${SHOWN} of ${figure(all.length)} things to mend: by severity, then by who reaches it, then by how much it closes.`
      : 'By severity, then by who reaches it, then by how much it closes.';
  return section('fix-first', 'Fix first', markup`<ol class="fixes card">${items}</ol>`, note);
}

function item({ first, findings, exposure, absorbed }: ToFix): Markup {
  const names = namesWithPlaces(findings.flatMap(placesOf));
  const { text, url } = first.remediation.recommendation;
  const notes = [
    ...(exposure === undefined ? [] : [REACHED[exposure]]),
    ...(absorbed === 0
      ? []
      : [`${count(absorbed, 'other failed check')} ${absorbed === 1 ? 'goes' : 'go'} away with it`]),
  ];
  const more = names.length - NAMES_SHOWN;
  const shown = names.slice(0, NAMES_SHOWN).map((name) => markup`<li>${name}</li>`);
  return markup`<li>
<div><h3>${severityMark(first.severity.label)} ${first.title}</h3>
<ul class="names" aria-label="Where">${shown}${more > 0 ? markup`<li class="rest">and ${figure(more)} more</li>` : undefined}</ul>
${notes.length === 0 ? undefined : markup`<p class="reach">${notes.join('; ')}</p>`}</div>
<p>${firstSentence(text)} ${link(url, 'How', `to mend: ${first.title}`)}<br><code class="note">${first.ruleId}</code></p>
${mark({ rule: first.ruleId, title: first.title, status: 'ACTIVE' }, `Show ${count(findings.length, 'finding')}`)}
</li>`;
}

/** The best remedy stands first; the finding tells the others. */
function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}
