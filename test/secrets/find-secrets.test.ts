import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets, secretInVariable } from '../../src/secrets/find-secrets.ts';
import { SECRETS } from './secrets.fixture.ts';

const found = (text: string) =>
  findSecrets(text).map(({ kind, index, length }) => [kind, text.slice(index, index + length)]);

const DRAWN = ['q7Xv', '2mPz', '9LkT', '4wBn'].join('');
const KEY40 = `${DRAWN}${DRAWN}8sRd/3+Y`;

describe('a secret gives itself away', () => {
  it.each(SECRETS)('%s, wherever it stands', (_what, secret) => {
    for (const text of [
      secret,
      `a\nb ${secret}\nc`,
      `x="${secret}"`,
      `{\\"a\\":\\"${secret}\\"}`,
      `<a>${secret}</a>`,
      `(${secret}).`,
    ])
      expect(
        found(text).some(([, value = '']) => secret.includes(value) && value.length > secret.length / 2),
        text,
      ).toBe(true);
  });

  it.each<[string, string, string]>([
    ['a password of a database', 'postgres://app:hunter2x@db:5432/a', 'hunter2x'],
    ['one of any address', 'amqps://app:p%40ss@mq', 'p%40ss'],
    [
      'a basic authentication',
      `Authorization: Basic ${Buffer.from('ann:hunter2').toString('base64')}`,
      Buffer.from('ann:hunter2').toString('base64'),
    ],
    ['a bearer token', `curl -H 'Authorization: Bearer ${DRAWN}${DRAWN}'`, `${DRAWN}${DRAWN}`],
    ['a key of AWS', `aws_secret_access_key = ${KEY40}`, KEY40],
    ['one beside its id', `AKIAIOSFODNN7EXAMPLE:${KEY40}`, KEY40],
    ['a signature', 'https://b.s3.amazonaws.com/k?X-Amz-Signature=0a1b2c&x=1', '0a1b2c'],
    [
      'a key of Azure storage',
      `AccountName=a;AccountKey=${DRAWN.repeat(5)}ABCDEF==;`,
      `${DRAWN.repeat(5)}ABCDEF==`,
    ],
    ['a password for curl', 'curl -u deploy:s3cr3t-Pass https://x', 's3cr3t-Pass'],
    ['one for chpasswd', "echo 'ec2-user:Sommer2024!' | sudo chpasswd", 'Sommer2024!'],
  ])('%s', (_what, text, secret) => expect(found(text).map(([, value]) => value)).toEqual([secret]));
});

describe('a secret is told by the name that it is given to', () => {
  it.each<[string, string, string]>([
    ['password', 'DB_PASSWORD=hunter2hunter2', 'hunter2hunter2'],
    ['password', 'export PGPASSWORD="correct horse"', 'correct horse'],
    ['password', 'MYSQL_PWD=Tr0ub4dor', 'Tr0ub4dor'],
    ['password', 'mysqladmin --password=Tr0ub4dor ping', 'Tr0ub4dor'],
    ['password', 'tool --password Tr0ub4dor run', 'Tr0ub4dor'],
    ['password', 'db_password_1: Tr0ub4dor', 'Tr0ub4dor'],
    ['password', '{"masterUserPassword": "Tr0ub4dor"}', 'Tr0ub4dor'],
    ['password', '{\\"password\\": \\"Tr0ub4dor\\"}', 'Tr0ub4dor'],
    ['password', "spring.datasource.password='Tr0ub4dor&3'", 'Tr0ub4dor&3'],
    ['secret', `client_secret => "${DRAWN}"`, DRAWN],
    ['token', `API_TOKEN: ${DRAWN}`, DRAWN],
    ['API key', `x-api-key: ${DRAWN}`, DRAWN],
    ['key', `ENCRYPTION_KEY=${DRAWN}`, DRAWN],
  ])('%s: %s', (kind, text, secret) => expect(found(text)).toEqual([[kind, secret]]));

  it.each([
    'DB_PASSWORD=',
    'DB_PASSWORD=changeme',
    'DB_PASSWORD=<your-password>',
    'DB_PASSWORD=$\u007bDB_PASSWORD}',
    'DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)',
    'DB_PASSWORD=$DB_PASS',
    'DB_PASSWORD={{resolve:secretsmanager:db:SecretString:password}}',
    'DB_PASSWORD=arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf',
    'DB_PASSWORD=ssm:/prod/db/password',
    'DB_PASSWORD=/run/secrets/db-password1',
    'DB_PASSWORD=%DB_PASSWORD%',
    'DB_PASSWORD=********',
    'password: must be at least 12 characters',
    'Password: Required',
    'password = process.env.DB_PASSWORD1',
    'password = var.db_password1',
    'password = get_password("db1")',
    'MinimumPasswordLength: 14, PasswordReusePrevention: 24',
    'const TOKEN = "x-aws-ec2-metadata-token"',
    'Pwd: "STRING_VALUE"',
    'token = this$1.getToken()',
    'uri://user:pass@example.com',
    'PasswordLastUsed=2026-01-01T00:00:00Z',
    'secret_name = "prod/db/password1"',
    'SECRET_ARN=arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-a1B2c3',
    'NextToken=eyJhIjoiYiJ9AAAA12',
    'next_token: q7Xv2mPz9LkT4wBn',
    'max_token=1234567890',
    'token_url=https://login.example.com/oauth2/token1',
    'TOKEN=https://login.example.com/oauth2/token1',
    'public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ"',
    'PartitionKey=q7Xv2mPz9LkT4wBn',
    'Key=arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    'KmsKey: 1234abcd-12ab-34cd-56ef-1234567890ab',
    'token: string',
    'AdminResetPassword: enabled1',
    'https://user:$\u007bPASSWORD}@example.com',
    'https://user:password@example.com',
    'git@github.com:acme/infra.git',
    'https://host:8443/a:b@c',
    'docker run -u 1000:1000000 image',
    'Basic authentication1 is off',
    'bearer authentication-token-of-the-gateway',
    'sk-fading-circle-with-a-long-name',
    'AKIAIOSFODNN7EXAMPLE',
    'AIDACKCEVSQ6C2EXAMPLE',
    'vpc-0a1b2c3d4e5f67890 sg-0a1b2c3d4e5f67890',
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*"}]}',
  ])('and %s is none', (text) => expect(found(text)).toEqual([]));
});

describe('secretInVariable', () => {
  it.each<[string, string, string | undefined]>([
    ['DB_PASSWORD', 'hunter2hunter2', 'password'],
    ['DB_PASSWORD', 'correct horse battery 7', 'password'],
    ['STRIPE', ['sk', '_live_', DRAWN].join(''), 'Stripe key'],
    ['DATABASE_URL', 'mysql://a:Tr0ub4dor@h/d', 'password in a URL'],
    ['JWT_SECRET', DRAWN, 'secret'],
    // Words of placeholders within what is none.
    ['DB_PASSWORD', 'MySecret2024!', 'password'],
    ['DB_PASSWORD', 'ExampleCorp-9xK!', 'password'],
    ['DB_PASSWORD', 'resample7Kq', 'password'],
    ['DB_PASSWORD', 'ChangeMe#2024', 'password'],
    ['API_TOKEN', `${DRAWN}Dummy9`, 'token'],
    // What a password drawn by lot may begin with.
    ...['$', '%', '<', '{', '!', '@', '&', '(', '['].map((first): [string, string, string] => [
      'DB_PASSWORD',
      `${first}9xKq72vLm-T`,
      'password',
    ]),
    ['DB_PASSWORD', 'aB3(xK9q72vL', 'password'],
    ['DB_PASSWORD', 'aB3[xK9q72vL', 'password'],
    ['JWT_SECRET', `/${DRAWN}${DRAWN}==`, 'secret'],
    ['DB_PASSWORD', 'example-password', undefined],
    ['DB_PASSWORD', 'your_password_here', undefined],
    ['DB_PASSWORD', 'MyPassword1', undefined],
    ['DB_PASSWORD', 'CHANGE_ME_123', 'password'],
    ['DB_PASSWORD', '$DB_PASSWORD', undefined],
    ['DB_PASSWORD', '$env:DB_PASSWORD', undefined],
    ['DB_PASSWORD', '%DB_PASSWORD%', undefined],
    ['DB_PASSWORD', '@password1', undefined],
    ['DB_PASSWORD', '<your-password>', undefined],
    ['DB_PASSWORD', '!Ref DbPassword1', undefined],
    ['DB_PASSWORD', '[REDACTED BY CI 1]', undefined],
    ['DB_PASSWORD', '@Microsoft.KeyVault(SecretUri=x1)', undefined],
    ['DB_SECRET', '{"host":"db1.internal","port":5432}', undefined],
    ['DB_PASSWORD', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf', undefined],
    ['DB_PASSWORD_PARAMETER', '/prod/db/password', undefined],
    ['LOG_LEVEL', 'debug', undefined],
    ['TABLE_NAME', `${DRAWN}`, undefined],
  ])('%s=%s: %s', (name, value, kind) => expect(secretInVariable(name, value)).toBe(kind));
});

describe('what is told of secrets', () => {
  it('is their kind and line, in the order of the text and none within another', () => {
    const text = `#!/bin/sh\n\nexport A_TOKEN=${['gh', 'p_', DRAWN, DRAWN, 'abcd'].join('')}\nexport DB_PASSWORD=Tr0ub4dor\n`;
    expect(findSecrets(text).map(({ kind, line }) => [kind, line])).toEqual([
      ['GitHub token', 3],
      ['password', 4],
    ]);
  });

  it('lies within the text, whatever the text', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(...SECRETS.map(([, secret]) => secret), 'password=', 'token: "', '\n', ' '),
        fc.string(),
      ),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        let end = 0;
        for (const { index, length, line } of findSecrets(text)) {
          expect(index).toBeGreaterThanOrEqual(end);
          end = index + length;
          expect(end).toBeLessThanOrEqual(text.length);
          expect(line).toBe(text.slice(0, index).split('\n').length);
        }
      }),
    );
  });
});

describe('a text of 1 MB', () => {
  // What takes a quarter of a second takes hours where the time grows with the square.
  it.each([
    'a',
    ' ',
    'token ',
    'password=',
    'password: "',
    'eyJaaaaaaaaaaa-',
    '://a:b',
    '"\\\\',
    'secretkey   ',
    'ghs_1_',
    'secret_key=\\"',
    '-----BEGIN PRIVATE KEY-----\n',
    '--token ',
    'lorem 12 AB ',
  ])('of %j is looked through in time that grows with its length', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const began = performance.now();
    findSecrets(text);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
