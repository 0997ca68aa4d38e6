import { networkSettings } from '../accounts/network-settings.ts';
import type { ReportSource } from '../finding/report-source.ts';
import type { SeverityLabel } from '../finding/severity.ts';
import { noticeOf } from '../notification/notice.ts';
import { NotificationError, post } from '../notification/post.ts';
import { slackMessage } from '../notification/slack.ts';
import { UsageError } from './problem.ts';

export interface NotifyOptions {
  /** The webhook that is told of new findings. */
  readonly notify?: string;
  /** The shape that it takes; by its host where nothing is said. */
  readonly notifyFormat?: 'json' | 'slack';
  readonly profile?: string;
}

/** Where a token for the webhook is read from, so that it stands in no command line and no file. */
const TOKEN = 'POSTERN_NOTIFY_TOKEN';

const SLACK = ['hooks.slack.com', 'hooks.slack-gov.com'];
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Tells the webhook what is new in a report at or above a severity; nobody is told where nothing is.
 * @returns what went wrong, in a sentence: the gate does not hang on it.
 */
export type Notifier = (
  report: ReportSource,
  lowest: SeverityLabel,
  signal: AbortSignal,
) => Promise<string | undefined>;

/**
 * Makes sure that the webhook has an address before anything is scanned.
 * @throws UsageError
 */
export function prepareNotifier({ notify, notifyFormat, profile }: NotifyOptions): Notifier {
  if (notify === undefined) return async () => undefined;
  const url = webhook(notify);
  const isSlack = (notifyFormat ?? (SLACK.includes(url.hostname) ? 'slack' : 'json')) === 'slack';
  return async (report, lowest, signal) => {
    const notice = await noticeOf(report, lowest);
    if (notice === undefined) return undefined;
    try {
      const network = await networkSettings({ profile, environment: process.env });
      const token = process.env[TOKEN] || undefined;
      await post(url, JSON.stringify(isSlack ? slackMessage(notice) : notice), { network, token, signal });
      return undefined;
    } catch (error) {
      if (error instanceof NotificationError) return error.message;
      const why = error instanceof Error ? error.message : String(error);
      return `The webhook at ${url.host} was not told of the new findings: ${why}`;
    }
  };
}

/** Whoever knows the address of a webhook may post to it, so that no message repeats it. */
function webhook(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOpen = url?.protocol === 'http:' && LOOPBACK.includes(url.hostname);
  if (url === undefined || !(url.protocol === 'https:' || isOpen))
    throw new UsageError('--notify takes the https:// address of a webhook.', { setting: 'notify' });
  if (url.username !== '' || url.password !== '')
    throw new UsageError(`The address of the webhook must hold no password: set ${TOKEN} instead.`, {
      setting: 'notify',
    });
  return url;
}
