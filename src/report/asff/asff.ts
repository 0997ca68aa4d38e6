import type { ReportSource } from '../../finding/report-source.ts';
import { visibleJson } from '../content/escape.ts';
import { unjudged } from '../content/unjudged.ts';
import { count } from '../content/wording.ts';
import { securityFinding } from './security-finding.ts';
import { unjudgedFinding } from './unjudged-finding.ts';

/**
 * Findings in the AWS Security Finding Format, as `BatchImportFindings` takes them: an array, one finding a line. A
 * finding with parts stays one, since Security Hub tells by the Id which it has seen, with the first 32 of its resources;
 * what could not be judged is a finding with the compliance status WARNING.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 * @param note is told, in a sentence, what the format could not hold.
 */
export function asffWriter(note: (sentence: string) => void) {
  return async function* asff({ head, findings }: ReportSource): AsyncGenerator<string> {
    let before = '[\n';
    let shortened = 0;
    for await (const finding of findings()) {
      const { json, complete } = securityFinding(finding, head.scan);
      if (!complete) shortened += 1;
      yield `${before}${visibleJson(json)}`;
      before = ',\n';
    }
    for (const unknown of unjudged(head)) {
      yield `${before}${visibleJson(JSON.stringify(unjudgedFinding(unknown, head.scan)))}`;
      before = ',\n';
    }
    yield before === '[\n' ? '[]\n' : '\n]\n';
    if (shortened > 0)
      note(
        `${count(shortened, 'finding')} ${shortened === 1 ? 'has' : 'have'} more than a finding of Security Hub holds, such as more than 32 resources: each says what is left out, and the JSON report has it all.`,
      );
  };
}
