/** An element as it was read. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const TOKEN = /<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;

/**
 * Reads the XML that reports are made of: elements, attributes and text, no comments, no CDATA, no DTD.
 * @throws Error where a parser that keeps to the standard would: https://www.w3.org/TR/xml/
 */
export function parseXml(xml: string): Element {
  const illegal = ILLEGAL.exec(xml);
  if (illegal) throw new Error(`U+${illegal[0].codePointAt(0)?.toString(16)} is no character of XML`);
  const prolog = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(xml)?.[0] ?? '';
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  TOKEN.lastIndex = prolog.length;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const [, closing, name, attributes = '', empty, text] = TOKEN.exec(xml) ?? [];
    const current = open.at(-1) ?? root;
    if (text !== undefined) current.text += decoded(text);
    else if (name === undefined) throw new Error(`no XML at ${xml.slice(at, at + 60)}`);
    else if (closing) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes something else`);
    } else {
      const element: Element = { name, attributes: attributesIn(attributes), children: [], text: '' };
      current.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [document] = root.children;
  if (open.length !== 1 || root.children.length !== 1 || document === undefined)
    throw new Error('one element holds all others');
  return document;
}

/** All elements of a name, wherever they stand. */
export function elementsNamed(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elementsNamed(child, name),
  ]);
}

function attributesIn(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/([\w-]+)="([^"]*)"/g)) {
    if (name in attributes) throw new Error(`two attributes ${name}`);
    attributes[name] = decoded(value);
  }
  return attributes;
}

function decoded(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> stands in a text');
  return text.replaceAll(/&(\w*);?/g, (entity, name: string) => {
    const character = ENTITIES[name];
    if (character === undefined || !entity.endsWith(';')) throw new Error(`no entity: ${entity}`);
    return character;
  });
}
