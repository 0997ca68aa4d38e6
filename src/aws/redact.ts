import { type JsonText, jsonText } from './json-text.ts';

/** What stands on a tape where something secret stood. */
export const REDACTED = '[cut by Postern]';

/** Fields that hold credentials, user data or passwords, however deep: cut whole. Names as `plain` makes them. */
const SECRET_FIELDS = new Set([
  'accesstoken',
  'apikey',
  'authkey',
  'authorizationtoken',
  'authtoken',
  'bearertoken',
  'connectionstring',
  'customergatewayconfiguration',
  'idtoken',
  'keymaterial',
  'oauthtoken',
  'passworddata',
  'plaintext',
  'presharedkey',
  'privatekey',
  'privatekeyplaintext',
  'refreshtoken',
  'secretaccesskey',
  'secretbinary',
  'secretkey',
  'secretstring',
  'securitytoken',
  'sessiontoken',
  'userdata',
]);

/** A field of such a name holds a secret where it holds a text: `MasterUserSecret` holds the ARN of one, and more. */
const SECRET_NAME = /(?:password|passphrase|secret)$/;

/**
 * Fields with environment variables, whose values are cut and whose names stay: of Lambda and SageMaker
 * `{ NAME: value }`, of ECS and CodeBuild `[{ name, value }]`. Not every field of these names holds variables:
 * a tag may be called Environment, and CodeBuild's `environment` is an image with settings.
 */
const VARIABLES = new Set([
  'airflowconfigurationoptions',
  'environment',
  'environmentvariables',
  'runtimeenvironmentvariables',
  'variables',
]);

const NAMES_OF_VARIABLES = new Set(['key', 'name']);

/** Secrets that give themselves away wherever they stand. */
const SECRET_TEXT: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html: named, or next to its key id.
  /(?<=secret[_\s-]?(?:access[_\s-]?)?key["'\\]*\s*[:=]\s*["'\\]*)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/gi,
  /(?<=\bA[KS]IA[A-Z0-9]{16}["'\\]*\s*[:;,|\s]\s*["'\\]*)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g,
  /(?<=(?:session|security)[_\s-]?token["'\\]*\s*[:=]\s*["'\\]*)[A-Za-z0-9/+=]{100,}/gi,
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html: whoever holds it may use it.
  /(?<=X-Amz-(?:Signature|Security-Token)=)[^&\s"'<>]+/gi,
  // Connection strings.
  /(?<=:\/\/[^\s:/@"'<>]{0,64}:)[^\s@/"'<>]+(?=@)/g,
  /(?<=\b(?:password|passwd|pwd)=)(?!\[cut by Postern\])[^\s;&"'<>]+/gi,
];

/** A body of AWS (JSON, XML or plain text) with everything secret cut out; the rest stays byte for byte. */
export function redactBody(body: string): string {
  const start = body.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return redactJson(body);
  if (start.startsWith('<')) return redactXml(body);
  return start.startsWith('%7B') ? redactUrlEncoded(body) : redactText(body);
}

/** A word of each of them: most texts have none, and are not looked at closely. */
const HINT = /private key|secret|a[ks]ia|token|x-amz-|:\/\/|passw|pwd/i;

function redactText(text: string): string {
  if (!HINT.test(text)) return text;
  return SECRET_TEXT.reduce((cleaned, secret) => cleaned.replace(secret, REDACTED), text);
}

/** Policy documents of IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html */
function redactUrlEncoded(text: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    return redactText(text);
  }
  const cleaned = redactBody(decoded);
  return cleaned === decoded ? text : encodeURIComponent(cleaned);
}

function redactJson(body: string): string {
  const json = jsonText(body);
  if (json === undefined) return redactText(body);
  const cuts: StringText[] = [];
  findCuts(json, false, cuts);
  let cleaned = '';
  let done = 0;
  for (const { start, end, value } of cuts) {
    cleaned += body.slice(done, start) + JSON.stringify(value);
    done = end;
  }
  return cleaned + body.slice(done);
}

type StringText = Extract<JsonText, { kind: 'string' }>;

/** Adds the strings that do not stay as they are, with what takes their place, in the order of the text. */
function findCuts(json: JsonText, secret: boolean, cuts: StringText[]): void {
  switch (json.kind) {
    case 'string': {
      const value = secret ? cut(json.value) : redactBody(json.value);
      if (value !== json.value) cuts.push({ ...json, value });
      return;
    }
    case 'array':
      for (const item of json.items) findCuts(item, secret, cuts);
      return;
    case 'object':
      for (const [name, value] of json.fields) findCutsInField(plain(name), value, secret, cuts);
  }
}

function findCutsInField(name: string, value: JsonText, secret: boolean, cuts: StringText[]): void {
  if (VARIABLES.has(name) && value.kind === 'array') {
    for (const variable of value.items) findCutsInVariable(variable, secret, cuts);
  } else findCuts(value, secret || isSecret(name, value), cuts);
}

function findCutsInVariable(variable: JsonText, secret: boolean, cuts: StringText[]): void {
  if (variable.kind === 'object') {
    for (const [field, value] of variable.fields) {
      const name = plain(field);
      findCutsInField(name, value, secret || name === 'value', cuts);
    }
  } else findCuts(variable, secret, cuts);
}

function isSecret(name: string, value: JsonText): boolean {
  if (SECRET_FIELDS.has(name)) return true;
  if (value.kind === 'string') return SECRET_NAME.test(name);
  return (
    VARIABLES.has(name) &&
    value.kind === 'object' &&
    value.fields.every(([, variable]) => variable.kind === 'string')
  );
}

/** Yes and no are no secrets, and where a secret lies is none either. */
function cut(secret: string): string {
  return /^(?:\s*|true|false|arn:[\s\S]*)$/.test(secret) ? secret : REDACTED;
}

const XML_TAG = /<(\/?)([A-Za-z_][\w.:-]*)[^<>]*?(\/?)>/g;

function redactXml(body: string): string {
  const tags = [...body.matchAll(XML_TAG)];
  if (tags.length === 0) return redactText(body);
  const path: string[] = [];
  let cleaned = '';
  let done = 0;
  for (const tag of tags) {
    const [whole, closes, name = '', empty] = tag;
    cleaned += redactXmlText(body.slice(done, tag.index), path) + whole;
    done = tag.index + whole.length;
    if (closes) path.pop();
    else if (!empty) path.push(plain(name));
  }
  return cleaned + redactXmlText(body.slice(done), path);
}

/** @param path the elements it stands in, outermost first. */
function redactXmlText(escaped: string, path: readonly string[]): string {
  if (escaped.trim() === '') return escaped;
  const text = unescapeXml(escaped);
  const cleaned = isSecretPath(path) ? cut(text) : redactWithin(text, escaped);
  return cleaned === text ? escaped : escapeXml(cleaned);
}

/** Text may hold another document; a `<` that begins no element, as in `<!DOCTYPE html>`, begins none. */
function redactWithin(text: string, escaped: string): string {
  return text === escaped && text.trimStart().startsWith('<') ? redactText(text) : redactBody(text);
}

function isSecretPath(path: readonly string[]): boolean {
  const parent = path.at(-1) ?? '';
  return (
    path.some((name) => SECRET_FIELDS.has(name)) ||
    SECRET_NAME.test(parent) ||
    (path.slice(0, -1).some((name) => VARIABLES.has(name)) && !NAMES_OF_VARIABLES.has(parent))
  );
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|lt|gt|quot|apos|amp);/gi,
    (entity, hex?: string, decimal?: string) => {
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return XML_ENTITIES[entity] ?? (point <= 0x10ffff ? String.fromCodePoint(point) : entity);
    },
  );
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** The name of a field without what differs between services: case, hyphens and underscores. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}
