import { findSecrets } from '../secrets/find-secrets.ts';
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

/**
 * Where the next page begins. It opens nothing, looks like a token that does, and has to lead to the same page in a replay.
 */
const PAGE_TOKENS =
  /^(?:(?:next|next(?:page|continuation|key|versionid)|continuation|pagination|page|starting|start|key|versionid)?(?:token|marker))$/;

/** Fields with ways to reach a person, `MasterAccountEmail` as well as `PhoneNumbers`: a text, or several. */
const CONTACT_NAME = /^[a-z]*(?:email(?:address)?(?:es|s)?|phonenumbers?)$|^(?:contactnotes|fax)$/;

/**
 * Fields with all that is known of a person, but for where and what for.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_AlternateContact.html
 * https://docs.aws.amazon.com/accounts/latest/reference/API_ContactInformation.html
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_domains_ContactDetail.html
 */
const CONTACTS = /^(?:alternatecontact|contactinformation|(?:admin|billing|registrant|tech)contact)$/;
const OF_A_CONTACT = /^(?:alternatecontacttype|contacttype|countrycode|stateorregion)$/;

/**
 * Fields that may hold such a way among others, which their values tell: `Endpoint` of a subscription of SNS, `Address` of
 * a subscriber of Budgets, `Value` and `Id` of what Organizations and IAM Identity Center know of somebody.
 */
const MAY_BE_CONTACT = /^(?:address|endpoint|id|value)$/;
/** A type or a protocol that says so: only `endpoint` needs none. */
const KIND_OF_CONTACT = /^(?:\w*email(?:-json)?|sms|phone|voice)$/i;
const CONTACT = /^(?:[^\s@:/<>]+@[^\s@:/<>]+\.[a-z]{2,}|\+?\d[\d ().-]{5,18}\d)$/i;

/** Passwords that are short, plain or only stand for one: where they stand is proof enough for a tape. */
const PASSWORD_OF_URL = /(:\/\/[^\s:/@"'<>]{0,64}:)[^\s@/"'<>]+(?=@)/g;
const NAMED_PASSWORD = /(?<=\b(?:password|passwd|pwd)=)(?!\[cut by Postern\])[^\s;&"'<>]+/gi;

/** A body of AWS (JSON, XML or plain text) with everything secret cut out; the rest stays byte for byte. */
export function redactBody(body: string): string {
  const start = body.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return redactJson(body);
  if (start.startsWith('<')) return redactXml(body);
  return start.startsWith('%7B') ? redactUrlEncoded(body) : redactText(body);
}

function redactText(text: string): string {
  let cleaned = '';
  let done = 0;
  for (const { index, length } of findSecrets(text)) {
    cleaned += text.slice(done, index) + REDACTED;
    done = index + length;
  }
  return (cleaned + text.slice(done))
    .replace(PASSWORD_OF_URL, `$1${REDACTED}`)
    .replace(NAMED_PASSWORD, REDACTED);
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
    case 'object': {
      const ofPerson = json.fields.some(
        ([, field]) => field.kind === 'string' && KIND_OF_CONTACT.test(field.value),
      );
      for (const [field, value] of json.fields) {
        const name = plain(field);
        if (value.kind === 'string' && PAGE_TOKENS.test(name)) continue;
        const contact = value.kind === 'string' && isContact(name, value.value, ofPerson);
        findCutsInField(name, value, secret || contact, cuts);
      }
    }
  }
}

function findCutsInField(name: string, value: JsonText, secret: boolean, cuts: StringText[]): void {
  if (VARIABLES.has(name) && value.kind === 'array') {
    for (const variable of value.items) findCutsInVariable(variable, secret, cuts);
  } else if (CONTACTS.test(name) && value.kind === 'object') {
    for (const [field, known] of value.fields) findCuts(known, !OF_A_CONTACT.test(plain(field)), cuts);
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
  if (value.kind === 'string') return SECRET_NAME.test(name) || CONTACT_NAME.test(name);
  if (value.kind === 'array') return CONTACT_NAME.test(name);
  return (
    VARIABLES.has(name) &&
    value.kind === 'object' &&
    value.fields.every(([, variable]) => variable.kind === 'string')
  );
}

/** @param ofPerson whether a field beside it says that the value is a way to reach somebody. */
function isContact(name: string, value: string, ofPerson: boolean): boolean {
  return (ofPerson ? MAY_BE_CONTACT.test(name) : name === 'endpoint') && CONTACT.test(value);
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
  const parent = path.at(-1) ?? '';
  if (PAGE_TOKENS.test(parent)) return escaped;
  const text = unescapeXml(escaped);
  const cleaned =
    isSecretPath(path) || isContact(parent, text, false) ? cut(text) : redactWithin(text, escaped);
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
    CONTACT_NAME.test(parent) ||
    (CONTACTS.test(path.at(-2) ?? '') && !OF_A_CONTACT.test(parent)) ||
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
