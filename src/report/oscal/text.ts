import { createHash } from 'node:crypto';
import { shown } from '../content/cut.ts';
import { visibleJson } from '../content/escape.ts';

/** Names of properties that OSCAL has none for. */
const NAMESPACE = 'urn:postern:oscal';

/**
 * Text as OSCAL's Markdown shows it literally, on one line: what would be markup is escaped, and so is what a line may
 * begin a list or a heading with. https://pages.nist.gov/OSCAL/reference/datatypes/#markup-data-types
 */
export function markup(text: string): string {
  const plain = shown(text)
    .trim()
    .replaceAll(/[\\`*[\]<>~^|{}"$]|&(?=#?\w+;)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/^[-+#=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
  return plain === '' ? '-' : plain;
}

/** A property; its value is plain text on one line, without white space around it. */
export function property(name: string, value: string) {
  const plain = shown(value).trim();
  return { name, ns: NAMESPACE, value: plain === '' ? '-' : plain };
}

/** A property of OSCAL's own. */
export function standardProperty(name: string, value: string) {
  const { value: plain } = property(name, value);
  return { name, value: plain };
}

/** The link, where it is one that people may follow. */
export function links(url: string | undefined) {
  return url !== undefined && /^https?:\/\/[^\s"<>\\^`{|}\u0080-\uffff\u0000-\u001f\u007f]+$/.test(url)
    ? { links: [{ href: url, rel: 'reference' }] }
    : {};
}

/** A token, as ids of controls must be: it begins with a letter, and letters, digits, dots, dashes and underscores follow. */
export function token(text: string): string {
  const name = shown(text).replaceAll(/[^\p{L}\p{N}._-]/gu, '-');
  return /^[\p{L}_]/u.test(name) ? name : `_${name}`;
}

/** A value as one line of JSON. */
export function line(value: unknown): string {
  return visibleJson(JSON.stringify(value));
}

/** The UUID of 32 hexadecimal digits, such as a fingerprint: those that say version 5 and variant 1 are overwritten. */
export function uuidOf(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The UUID of what has these names: the same in every report. */
export function uuidFor(...names: readonly string[]): string {
  return uuidOf(createHash('sha256').update(JSON.stringify(names)).digest('hex'));
}
