/**
 * Words that stand where a secret is to be put, with words around them at the most: `example-password`, `your-key-here`. What
 * digits or other characters go with is a secret that people made up from such a word, as `MySecret2024!`.
 */
const STANDS_FOR_ONE =
  /^(?:x+|\*+|\.+|-+|_+|0+|(?:1?2345678|12345678)\d*)$|^(?=[A-Za-z\s_.:-]*\d{0,2}$)(?:.*[^a-z])?(?:change[-_ ]?(?:me|it|this)|place[-_ ]?holder|redacted|example|sample|dummy|your[-_ ]|my[-_ ]?(?:password|secret|token)|to[-_ ]?do\b|insert[-_ ]|replace[-_ ])|\[cut by/i;

/** Values that are no secrets, and words for one. */
const SAYS_NOTHING =
  /^(?:null|nil|none|nothing|undefined|empty|true|false|yes|no|on|off|optional|required|enabled|disabled|default|string|number|boolean|any|object|test|testing|pass|password|passwords?\d?|passwd|passphrase|secret|secrets?\d?|token|tokens?|key|keys|apikey|credentials?|admin|root|user|username)$/i;

/**
 * Where a secret lies, instead of the secret: variables, templates, names of resources, files, addresses, references to
 * Parameter Store and Secrets Manager, also of CloudFormation (`{{resolve:ssm-secure:…}}`) and of Kubernetes operators.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
const LEADS_TO_ONE =
  /^(?:arn:|(?:ssm|ssm-secure|secretsmanager|secretmanager|vault|env|file|op|sm|awssm|gcpsm|azurekv|kms|ref|resolve|projects|secrets?)[:/]|https?:|\.{0,2}\/(?![A-Za-z0-9+/]{20,}={1,2}$)|~\/|[a-z]:\\|#\{)|\$\{|\{\{|\$\(/i;

/**
 * The same by a character that passwords drawn by lot begin with as well, so that the whole has to look like it: `$NAME`,
 * `$env:NAME`, `%NAME%`, `%s`, `<password>`, `{"json": …}`, `!Ref Name`, `@file.txt`, `&name`, `(Get-Secret …)`, `[a list]`.
 */
const LOOKS_LIKE_ONE = new RegExp(
  [
    String.raw`\$(?:[A-Z_][A-Z0-9_]*|[a-z_][a-z0-9_]*|[A-Za-z_]+|\d)(?:(?:->|::?|\.)\w+)*(?:[)\]}|.:/$-].*)?$`,
    String.raw`%(?:[\w.() -]+%|[sdv]$|[({])`,
    '<[^<>]*>',
    String.raw`\{(?:\s*["']|[A-Za-z_]+:|[^{}]*\})`,
    String.raw`!(?:Ref|Sub|GetAtt|ImportValue|FindInMap|Join|If|Select|Split|vault|secret|reference|env(?:_var)?)\b`,
    String.raw`@(?:Microsoft\.|[./~{(]|[a-z_-]+\d{0,2}(?:\.[a-z]{2,4})?$)`,
    '&[A-Za-z_]+$',
    String.raw`\([A-Za-z][A-Za-z_.-]*(?:$|[\s()])`,
    String.raw`\[(?:[^\]]*\]|\s*["'])`,
  ]
    .map((form) => `^${form}`)
    .join('|'),
);

/** Names of constants and of settings, `STRING_VALUE`. */
const CONSTANT = /^[A-Z]+(?:_[A-Z]+)+$/;

/** Code that gets one: `process.env.TOKEN`, `os.getenv("TOKEN")`, `var.password`, `aws_db_instance.main.password`. */
const CODE =
  /^(?:process\.env|os\.environ|os\.getenv|getenv|import\.meta|var\.|local\.|data\.|module\.|self\.|this\.|config\.|settings\.|params?\.|args\.|options\.|event\.|ctx\.|context\.|req(?:uest)?\.|aws_\w+\.)|^[A-Za-z_.$]{3,}[([]|^[A-Za-z_][\w.$]*(?:\([^()]*\)[;,)]*$|\[[^[\]]*\])/;

/** Whether a value is no secret but stands for one, or leads to it. */
export function isPlaceholder(value: string): boolean {
  return [STANDS_FOR_ONE, SAYS_NOTHING, LEADS_TO_ONE, LOOKS_LIKE_ONE, CONSTANT, CODE].some((form) =>
    form.test(value),
  );
}
