import { visible } from '../report/content/escape.ts';
import { nameOfId } from '../report/content/resource-name.ts';
import type { ListedFinding, Notice } from './notice.ts';

/** Findings that a message of Slack shows; the others it counts. Slack takes 50 blocks, each of 3,000 characters. */
const MOST_SHOWN = 10;
const LONGEST_TEXT = 600;

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

function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

/**
 * Without these characters nothing is a link or a call of a channel, `<!channel>`.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
function escaped(text: string): string {
  const shown = Array.from(visible(text));
  const cut = shown.length > LONGEST_TEXT ? `${shown.slice(0, LONGEST_TEXT).join('')}…` : shown.join('');
  return cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
