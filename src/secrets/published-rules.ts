import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { Found } from './found.ts';

/** What secretlint calls a rule, as far as a text is looked through with it. */
interface PublishedRule {
  readonly meta: { readonly id: string; readonly type: string };
  create(context: Context, options: object): { file?(source: Source): unknown };
}

interface Source {
  readonly content: string;
  readonly contentType: 'text';
  readonly filePath: string;
  readonly ext: string;
}

interface Context {
  createTranslator(
    messages: object,
  ): (id: string) => { readonly message: string; readonly messageId: string };
  report(found: { readonly range: readonly [start: number, end: number] }): void;
}

/**
 * Not taken from secretlint: what `forms.ts` finds more exactly, that is the secret alone without its address or name, and
 * comments that switch rules off, which whoever leaks a secret could write beside it.
 */
const OURS = new Set(['aws', 'basicauth', 'database-connection-string', 'filter-comments', 'privatekey']);

const PREFIX = '@secretlint/secretlint-rule-';

const published: readonly PublishedRule[] = rules;

/** No token of theirs has fewer characters together: most texts have not so many, and are not looked through. */
const LONG_ENOUGH = /[\w-]{20}/;

/** Where the rule that is at work puts what it finds: rules are made once, since that takes longer than a short text. */
let found: Found[] = [];
let kind = '';

const context: Context = {
  createTranslator: () => (messageId) => ({ message: '', messageId }),
  report: ({ range: [start, end] }) => {
    found.push({ kind, index: start, length: end - start });
  },
};

const detectors = published
  .map((rule) => ({ rule, service: rule.meta.id.replace(PREFIX, '') }))
  .filter(({ rule, service }) => rule.meta.type === 'scanner' && !OURS.has(service))
  .map(({ rule, service }) => ({ kind: `${service} credential`, look: rule.create(context, {}) }));

/**
 * What secretlint's recommended rules find: tokens of many services, by the form that each gives them.
 * https://github.com/secretlint/secretlint
 */
export function foundByPublishedRules(text: string): readonly Found[] {
  found = [];
  if (!LONG_ENOUGH.test(text)) return found;
  const source: Source = { content: text, contentType: 'text', filePath: 'text.txt', ext: '.txt' };
  for (const detector of detectors) {
    kind = detector.kind;
    detector.look.file?.(source);
  }
  return found;
}
