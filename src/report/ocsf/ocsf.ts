import type { ReportSource } from '../../finding/report-source.ts';
import { visibleJson } from '../content/escape.ts';
import { unjudged } from '../content/unjudged.ts';
import { wellFormedJson } from '../content/well-formed.ts';
import type { Context } from './event.ts';
import { eventOf } from './finding-event.ts';
import { unjudgedEvent } from './unjudged-event.ts';

/**
 * Findings as events of the Open Cybersecurity Schema Framework with its cloud profile: an array, one event a line.
 * What AWS's detectors saw is a detection finding (2004), what has a vulnerability a vulnerability finding (2002), and
 * everything else a compliance finding (2003); so is what could not be judged, with the status unknown. A finding with
 * parts is one event with all its resources. https://schema.ocsf.io
 * @param version of the schema; the events are alike in all that are offered.
 */
export function ocsfWriter(version: string) {
  return async function* ocsf({ head, findings }: ReportSource): AsyncGenerator<string> {
    const { scan, product } = head;
    const context: Context = {
      version,
      productVersion: product.version,
      partition: scan.partition,
      startedAt: scan.startedAt,
      aliases: new Map(
        scan.accounts.flatMap(({ accountId, alias }) => (alias === undefined ? [] : [[accountId, alias]])),
      ),
    };
    let before = '[\n';
    for await (const finding of findings()) {
      yield `${before}${visibleJson(wellFormedJson(eventOf(finding, context)))}`;
      before = ',\n';
    }
    for (const unknown of unjudged(head)) {
      yield `${before}${visibleJson(wellFormedJson(unjudgedEvent(unknown, context)))}`;
      before = ',\n';
    }
    yield before === '[\n' ? '[]\n' : '\n]\n';
  };
}
