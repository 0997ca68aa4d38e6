import type { Found } from './found.ts';
import { isPlaceholder } from './placeholder.ts';

/** A secret that gives itself away by its form. */
interface Form {
  readonly kind: string;
  /** With the flags `g` and `d`, and a group `secret`. No part of it may be matched in two ways: the time must not grow faster than the text. */
  readonly pattern: RegExp;
  readonly unless?: (secret: string) => boolean;
}

/** Words in the same form are no secrets: `sk-fading-circle-with-a-spinner`. */
const isWords = (secret: string) => !/\d/.test(secret) || !/[A-Z]|[a-z]\d|\d[a-z]/.test(secret);
const isBasic = (secret: string) => !/^[\x20-\x7e]*:[\x20-\x7e]*$/.test(decoded(secret));

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}

/** Where a token begins, and no longer word goes on. */
const token = (kind: string, form: string, unless?: Form['unless']): Form => ({
  kind,
  pattern: new RegExp(`(?<![A-Za-z0-9_-])(?<secret>${form})`, 'gd'),
  ...(unless === undefined ? {} : { unless }),
});

/**
 * Forms of secrets. Tokens are taken at any length that one may have, longer and shorter than those of today: what was
 * made yesterday, and what is made tomorrow, opens as much.
 */
const FORMS: readonly Form[] = [
  {
    kind: 'private key',
    pattern:
      /(?<secret>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$))/dg,
  },
  token('private key', 'AGE-SECRET-KEY-1[0-9A-Z]{50,}'),
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html: named, or next to its key id.
  {
    kind: 'AWS secret access key',
    pattern:
      /secret[_\s-]?(?:access[_\s-]?)?key["'\\]*\s*(?:[:=]|=>)\s*["'\\]*(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/dgi,
  },
  {
    kind: 'AWS secret access key',
    pattern:
      /\bA[KS]IA[A-Z0-9]{16}["'\\]*\s*[:;,|\s]\s*["'\\]*(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/dg,
  },
  {
    kind: 'AWS session token',
    pattern: /(?:session|security)[_\s-]?token["'\\]*\s*[:=]\s*["'\\]*(?<secret>[A-Za-z0-9/+=]{100,})/dgi,
  },
  // https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
  token('Amazon Bedrock API key', 'ABSK[A-Za-z0-9+/]{40,}={0,2}|bedrock-api-key-[A-Za-z0-9+/]{40,}={0,2}'),
  // https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
  token('AWS AppSync API key', 'da2-[a-z0-9]{26}(?![A-Za-z0-9_-])'),
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html: whoever holds it may use it.
  {
    kind: 'presigned URL',
    pattern: /X-Amz-(?:Signature|Security-Token)=(?<secret>[^&\s"'<>\\]+)/dgi,
    unless: isPlaceholder,
  },
  // https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
  { kind: 'Azure storage key', pattern: /AccountKey=(?<secret>[A-Za-z0-9+/]{60,}={0,2})/dgi },
  { kind: 'Azure shared access signature', pattern: /[?&]sig=(?<secret>[A-Za-z0-9%+/]{30,}={0,2})/dgi },
  // https://www.rfc-editor.org/rfc/rfc7519
  token('JSON Web Token', 'eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{10,}(?:\\.[\\w-]*){0,2}'),
  // https://www.rfc-editor.org/rfc/rfc7617, https://www.rfc-editor.org/rfc/rfc6750
  {
    kind: 'basic authentication',
    pattern: /\bbasic\s+(?<secret>[A-Za-z0-9+/]{8,}={0,2})/dgi,
    unless: isBasic,
  },
  { kind: 'bearer token', pattern: /\bbearer\s+(?<secret>[\w.~+/-]{20,}=*)/dgi, unless: isWords },
  {
    kind: 'password in a URL',
    pattern: /:\/\/[^\s:/@"'<>\\]{0,64}:(?<secret>[^\s@/"'<>\\]+)@/dg,
    unless: isPlaceholder,
  },
  {
    kind: 'password in a command',
    pattern: /(?<!\S)(?:-u|--user)[\s=]+["']?[\w.@-]{1,64}:(?<secret>[^\s"']{6,})/dg,
    unless: (secret) => /^\d+$/.test(secret) || isPlaceholder(secret),
  },
  {
    kind: 'password in a command',
    pattern:
      /\becho\s+(?:-\w+\s+)?["']?[\w-]{1,32}:(?<secret>[^\s"'|]+)["']?\s*\|\s*(?:sudo\s+)?chpasswd\b/dg,
    unless: isPlaceholder,
  },
  {
    kind: 'Slack webhook',
    pattern: /hooks\.slack(?:-gov)?\.com\/(?<secret>(?:services|workflows|triggers)\/[\w/-]{16,})/dgi,
  },
  { kind: 'Discord webhook', pattern: /discord(?:app)?\.com\/api\/webhooks\/(?<secret>\d+\/[\w-]{20,})/dgi },
  {
    kind: 'Microsoft Teams webhook',
    pattern: /\.webhook\.office\.com\/(?<secret>webhookb2\/[\w@/-]{40,})/dgi,
  },
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  token('GitHub token', 'gh[opusr]_\\w{16,}|github_pat_\\w{20,}'),
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  token('GitLab token', 'gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|agent|soat|ffct|wt)-[\\w.-]{16,}', isWords),
  // https://docs.stripe.com/keys
  token('Stripe key', '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{20,}'),
  // https://docs.slack.dev/authentication/tokens
  token('Slack token', '(?:xoxe\\.)?xox[a-z]-[\\w-]{10,}|xapp-[\\w-]{10,}|xoxe-[\\w-]{10,}', isWords),
  token('npm token', 'npm_[A-Za-z0-9]{30,}'),
  token('PyPI token', 'pypi-[\\w-]{50,}'),
  // Of OpenAI, Anthropic and those who took the same form.
  token('API key', 'sk-[\\w-]{20,}', isWords),
  // https://cloud.google.com/docs/authentication/api-keys
  token('Google API key', 'AIza[\\w-]{30,}|GOCSPX-[\\w-]{20,}|ya29\\.[\\w-]{20,}'),
  // https://www.twilio.com/docs/iam/api-keys
  token('Twilio key', 'SK[0-9a-f]{32}(?![A-Za-z0-9_-])'),
  token('Mailgun key', 'key-[0-9a-f]{32}(?![A-Za-z0-9_-])'),
  token('DigitalOcean token', 'do[opr]_v1_[0-9a-f]{40,}'),
  token('New Relic key', 'NRAK-[A-Z0-9]{27}'),
  token('Atlassian token', 'AT(?:ATT|CTT|BB|STT)[A-Za-z0-9][\\w=-]{24,}', isWords),
  token('Sentry token', 'sntry[su]_[\\w+/=-]{40,}'),
  token('Square token', 'sq0[a-z]{3}-[\\w-]{20,}'),
  token('Postman key', 'PMAK-[0-9a-f]{24}-[0-9a-f]{34}'),
  token('Terraform Cloud token', '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{40,}'),
];

export function foundByForm(text: string): readonly Found[] {
  // To search is much faster than to look for all of them, and finds nothing in most texts.
  return FORMS.filter(({ pattern }) => text.search(pattern) !== -1).flatMap(({ kind, pattern, unless }) =>
    Array.from(text.matchAll(pattern)).flatMap(({ groups, indices }) => {
      const secret = groups?.secret;
      const [start, end] = indices?.groups?.secret ?? [];
      return secret === undefined || start === undefined || end === undefined || unless?.(secret)
        ? []
        : [{ kind, index: start, length: end - start }];
    }),
  );
}
