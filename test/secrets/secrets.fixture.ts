const drawn = (length: number) => 'q7Xv2mPz9LkT4wBn8sRdJ5yHc3FgA6eU'.repeat(5).slice(0, length);
const hex = (length: number) => '0a9b3c8d1e7f46250a9b3c8d1e7f4625'.repeat(4).slice(0, length);
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Secrets of no one, put together here so that no scanner takes this file for a leak. */
export const SECRETS: readonly (readonly [what: string, secret: string])[] = [
  ['a token of GitHub', ['gh', 'p_', drawn(36)].join('')],
  ['one of OAuth', ['gh', 'o_', drawn(36)].join('')],
  ['one of an installation', ['gh', 's_', drawn(36)].join('')],
  ['a fine-grained one', ['github', '_pat_', drawn(22), '_', drawn(59)].join('')],
  ['a token of GitLab', ['glpat', '-', drawn(20)].join('')],
  ['a key of Stripe', ['sk', '_live_', drawn(24)].join('')],
  ['a restricted one', ['rk', '_live_', drawn(99)].join('')],
  ['a token of a bot of Slack', ['xoxb', '-123456789012-123456789012-', drawn(24)].join('')],
  ['one of a user', ['xoxp', '-123456789012-123456789012-', drawn(32)].join('')],
  [
    'a webhook of Slack',
    ['https://hooks.', 'slack.com/services/', 'T00000000/B00000000/', drawn(24)].join(''),
  ],
  [
    'a webhook of Discord',
    ['https://discord', '.com/api/webhooks/', '123456789012345678/', drawn(68)].join(''),
  ],
  ['a key of Anthropic', ['sk', '-ant-api03-', drawn(93), 'AA'].join('')],
  ['a key of OpenAI', ['sk', '-proj-', drawn(74)].join('')],
  ['an older one', ['sk', '-', drawn(48)].join('')],
  ['a token of npm', ['npm', '_', drawn(36)].join('')],
  ['a key of Google', ['AI', 'za', drawn(35)].join('')],
  [
    'a JSON Web Token',
    `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: '1234567890' })}.${drawn(43)}`,
  ],
  [
    'a private key',
    ['-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIEow', drawn(64), '\n-----END RSA ', 'PRIVATE KEY-----'].join(
      '',
    ),
  ],
  [
    'one of OpenSSH',
    ['-----BEGIN OPENSSH ', 'PRIVATE KEY-----\n', drawn(70), '\n-----END OPENSSH ', 'PRIVATE KEY-----'].join(
      '',
    ),
  ],
  ['a key of Twilio', ['S', 'K', hex(32)].join('')],
  ['a key of SendGrid', ['S', 'G.', drawn(22), '.', drawn(43)].join('')],
  ['a token of PyPI', ['pypi', '-AgEIcHlwaS5vcmc', drawn(80)].join('')],
  ['a token of DigitalOcean', ['dop', '_v1_', hex(64)].join('')],
  ['a token of Databricks', ['dapi', hex(32)].join('')],
  ['a token of Shopify', ['shpat', '_', hex(32)].join('')],
  ['a token of Hugging Face', ['hf', '_', 'AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh'].join('')],
  ['a token of Vault', ['hvs', '.', drawn(95)].join('')],
  ['a token of Docker Hub', ['dckr', '_pat_', drawn(27)].join('')],
  ['a token of Grafana', ['glsa', '_', drawn(32), '_', hex(8)].join('')],
  ['a key of AppSync', ['da2', '-', 'abcdefghijklmnopqrstuvwx12'].join('')],
  ['a key of Bedrock', ['AB', 'SK', drawn(110)].join('')],
];
