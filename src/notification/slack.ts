import { visible } from '../report/content/escape.ts';
import { nameOfId } from '../report/content/resource-name.ts';
import type { ListedFinding, Notice } from './notice.ts';

/** Findings that a message of Slack shows; the others it counts. Slack takes 50 blocks, and a text of 3,000 characters in each. */
const MOST_SHOWN = 10;
/** Characters of each of the three texts of a block, as they are sent. */
const LONGEST_TEXT = 900;

/**
 * The notice as an incoming webhook of Slack takes it. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * Its blocks: https://docs.slack.dev/reference/block-kit/blocks/section-block
 */
export function slackMessage(notice: Notice): object {
  const shown = notice.findings.slice(0, MOST_SHOWN);
  const more = notice.new.total - shown.length;
  const headline = headlineOf(notice);
  return {
    text: headline,
    unfurl_links: false,
    blocks: [
      section(`*${headline}*`),
      ...shown.map((finding) => section(lineOf(finding))),
      ...(more === 0 ? [] : [section(`${more} more: see the report.`)]),
    ],
  };
}

function headlineOf({ new: { total, bySeverity }, scan, since }: Notice): string {
  const severities = Object.entries(bySeverity)
    .filter(([, count]) => count > 0)
    .map(([label, count]) => `${count} ${label}`);
  const accounts = scan.accounts.map(({ accountId, alias }) =>
    alias === undefined ? accountId : `${accountId} (${alias})`,
  );
  const [first = 'no account', ...others] = accounts;
  const where = others.length === 0 ? first : `${first} and ${others.length} more accounts`;
  const noun = total === 1 ? 'finding' : 'findings';
  const age = since === undefined ? '' : ` since ${since.slice(0, 10)}`;
  return escaped(`Postern: ${total} new ${noun}${age} in ${where}: ${severities.join(', ')}`);
}

function lineOf({ severity, title, ruleId, description, resourceId, region, newParts }: ListedFinding) {
  const parts = newParts === undefined ? '' : `, ${newParts} new ${newParts === 1 ? 'part' : 'parts'}`;
  const where = `${nameOfId(resourceId)} · ${region} · ${ruleId}${parts}`;
  return `*${severity.label}* ${escaped(title)}\n${escaped(description)}\n_${escaped(where)}_`;
}

/** Verbatim, so that an address in a name is no link, and a name with # or @ calls nobody. */
function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

/**
 * Without these characters nothing is a link or a call of a channel, `<!channel>`.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  let shown = '';
  for (const character of visible(text)) {
    const next = ESCAPES[character] ?? character;
    if (shown.length + next.length > LONGEST_TEXT) return `${shown}…`;
    shown += next;
  }
  return shown;
}
