import { describe, expect, it } from 'vitest';
import { allowedOverPlainHttp } from '../../../src/policy/outside/plain-http.ts';
import { bucketUses } from '../../../src/policy/outside/uses.ts';

const BUCKET = 'arn:aws:s3:::b';
const USES = bucketUses(BUCKET);
const EVERYTHING = USES.map(({ does }) => does);
const ABOUT_OBJECTS = ['read objects', 'write objects', 'delete objects'];
const ABOUT_THE_BUCKET = ['list its objects', 'administer it'];

const deny = (changes: object = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [BUCKET, `${BUCKET}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  ...changes,
});

const open = (...statements: readonly object[]) => {
  const answer = allowedOverPlainHttp(JSON.stringify({ Version: '2012-10-17', Statement: statements }), USES);
  return answer.ok ? answer.open.map(({ does }) => does) : answer.reason;
};

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
describe('allowedOverPlainHttp', () => {
  it.each<[string, readonly object[], readonly string[]]>([
    ['what AWS recommends', [deny()], []],
    ['all AWS principals', [deny({ Principal: { AWS: '*' } })], []],
    ['any action and resource', [deny({ Action: '*', Resource: '*' })], []],
    ['if the key is there', [deny({ Condition: { BoolIfExists: { 'aws:SecureTransport': false } } })], []],
    ['less than TLS 1.2', [deny({ Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } })], []],
    [
      'less than TLS 1.2, but plain HTTP',
      [
        deny({
          Condition: { Bool: { 'aws:SecureTransport': 'true' }, NumericLessThan: { 's3:TlsVersion': '1.2' } },
        }),
      ],
      EVERYTHING,
    ],
    ['everything, whatever the transport', [deny({ Condition: undefined })], []],
    ['in two statements', [deny({ Resource: BUCKET }), deny({ Resource: `${BUCKET}/*` })], []],
    [
      'all but what is over TLS',
      [deny({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
      EVERYTHING,
    ],
    [
      'an Allow over TLS only',
      [{ ...deny({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }), Effect: 'Allow' }],
      EVERYTHING,
    ],
    ['the bucket alone', [deny({ Resource: BUCKET })], ABOUT_OBJECTS],
    ['the objects alone', [deny({ Resource: `${BUCKET}/*` })], ABOUT_THE_BUCKET],
    ['some objects alone', [deny({ Resource: [BUCKET, `${BUCKET}/private/*`] })], ABOUT_OBJECTS],
    ['another bucket', [deny({ Resource: ['arn:aws:s3:::other', 'arn:aws:s3:::other/*'] })], EVERYTHING],
    ['one account', [deny({ Principal: { AWS: '111122223333' } })], EVERYTHING],
    [
      'everybody but one',
      [deny({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } })],
      EVERYTHING,
    ],
    [
      'reading alone',
      [deny({ Action: ['s3:GetObject', 's3:GetObjectVersion'] })],
      ['write objects', 'delete objects', ...ABOUT_THE_BUCKET],
    ],
    [
      'under one more condition',
      [
        deny({
          Condition: {
            Bool: { 'aws:SecureTransport': 'false' },
            IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
          },
        }),
      ],
      EVERYTHING,
    ],
  ])('%s', (_case, statements, expected) => {
    expect(open(...statements)).toEqual(expected);
  });

  it('leaves everything open without a policy, and knows nothing of one that cannot be read', () => {
    expect(allowedOverPlainHttp(undefined, USES)).toEqual({ ok: true, open: USES });
    expect(allowedOverPlainHttp('{', USES)).toEqual({ ok: false, reason: 'the policy is not JSON' });
  });
});
