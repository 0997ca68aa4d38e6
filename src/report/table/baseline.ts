import type { Report } from '../../finding/report.ts';
import { nameOfId } from '../content/resource-name.ts';
import { count } from '../content/wording.ts';
import { heading, type Page, paragraph } from './page.ts';

/** What the baseline has and is gone, and what was not compared with it, in full. */
export function baselineLines(page: Page, { baseline }: Report): string[] {
  if (baseline === undefined) return [];
  const { gone, notCompared } = baseline;
  return [
    ...(gone.length === 0
      ? []
      : [heading(page, 'Gone', `${count(gone.length, 'failed check')} of the baseline`)]),
    ...gone.flatMap(({ severity, title, ruleId, resourceId, part, accountId, region }) => {
      const name = part === undefined ? nameOfId(resourceId) : `${nameOfId(resourceId)}, ${part}`;
      return paragraph(
        page,
        `  ${severity.label}  `,
        `${title} (${ruleId}): ${name} · ${accountId} · ${region}`,
      );
    }),
    ...(gone.length > 0 && notCompared.length > 0 ? [''] : []),
    ...(notCompared.length === 0 ? [] : [heading(page, 'Not compared', '')]),
    ...notCompared.flatMap((sentence) => paragraph(page, '  ', sentence)),
  ];
}
