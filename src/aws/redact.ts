/** What stands on a tape where something secret stood. */
export const REDACTED = '[cut by Postern]';

/**
 * Fields of AWS's answers that hold credentials, user data, environment values or passwords, in lower case.
 * The value of such a field is cut whole, whatever it is.
 */
const SECRET_FIELDS = new Set([
  'authorizationtoken',
  'authtoken',
  'clientsecret',
  'environment',
  'environmentvariables',
  'masteruserpassword',
  'oauthtoken',
  'password',
  'passworddata',
  'plaintext',
  'privatekey',
  'privatekeyplaintext',
  'secretaccesskey',
  'secretbinary',
  'secretkey',
  'secretstring',
  'servicepassword',
  'servicecredentialsecret',
  'sessiontoken',
  'userdata',
]);

/** Secrets that give themselves away wherever they stand. */
const SECRET_TEXT: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /(?<=aws_?secret_?access_?key["']?\s*[:=]\s*["']?)[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/gi,
  /(?<=aws_?session_?token["']?\s*[:=]\s*["']?)[A-Za-z0-9/+=]{100,}/gi,
];

/** A body of AWS (JSON or XML) with everything secret cut out; the rest stays byte for byte where it can. */
export function redactBody(body: string): string {
  const start = body.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return redactJson(body);
  if (start.startsWith('<')) return redactText(redactXml(body));
  return redactText(body);
}

function redactJson(body: string): string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return redactText(body);
  }
  return JSON.stringify(redactValue(value));
}

function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redactValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, item]: [string, unknown]) => [
      field,
      SECRET_FIELDS.has(field.toLowerCase()) ? cut(item) : redactValue(item),
    ]),
  );
}

/** Keeps the shape, so that a replay still parses: names of variables stay, their values go. */
function cut(value: unknown): unknown {
  if (typeof value === 'string') return REDACTED;
  if (Array.isArray(value)) return value.map(cut);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, item]: [string, unknown]) => [field, cut(item)]),
  );
}

const SECRET_ELEMENT = new RegExp(
  `<(${[...SECRET_FIELDS].join('|')})((?:\\s[^>]*)?)>([\\s\\S]*?)</\\1>`,
  'gi',
);

function redactXml(body: string): string {
  return body.replace(
    SECRET_ELEMENT,
    (_whole, name: string, attributes: string, content: string) =>
      `<${name}${attributes}>${cutXml(content)}</${name}>`,
  );
}

function cutXml(content: string): string {
  return content.includes('<')
    ? content.replace(/>[^<]+</g, `>${REDACTED}<`)
    : content === ''
      ? ''
      : REDACTED;
}

function redactText(text: string): string {
  return SECRET_TEXT.reduce((cleaned, secret) => cleaned.replace(secret, REDACTED), text);
}
