import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REDACTED, redactBody } from '../../src/aws/redact.ts';
import { SECRETS } from '../secrets/secrets.fixture.ts';
import { xmlText } from '../support/wire.ts';

const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const PRIVATE_KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nseed\n-----END RSA PRIVATE KEY-----';

describe('what is cut', () => {
  it.each([
    ['credentials', { Credentials: { SecretAccessKey: 's3cret', SessionToken: 's3cret' } }],
    ['user data', { LaunchTemplateData: { UserData: 's3cret' } }],
    ['user data of a template', { UserData: { 'Fn::Base64': { 'Fn::Join': ['', ['s3cret']] } } }],
    ['environment of Lambda', { Environment: { Variables: { DB: 'postgres://a:s3cret@h/db' } } }],
    ['environment of SageMaker', { Environment: { DB: 's3cret' } }],
    ['environment of ECS', { environment: [{ name: 'DB', value: 's3cret' }] }],
    [
      'environment of CodeBuild',
      { environment: { image: 'x', environmentVariables: [{ value: 's3cret' }] } },
    ],
    ['environment of App Runner', { RuntimeEnvironmentVariables: { DB: 's3cret' } }],
    ['stage variables', { variables: { DB: 's3cret' } }],
    ['a password', { MasterUserPassword: 's3cret' }],
    ['a password of a Glue connection', { ConnectionProperties: { PASSWORD: 's3cret' } }],
    ['a secret of an identity provider', { ProviderDetails: { client_secret: 's3cret' } }],
    [
      'keys of a VPN',
      { TunnelOptions: [{ PreSharedKey: 's3cret' }], CustomerGatewayConfiguration: 's3cret' },
    ],
    ['a connection string', { Endpoint: 'redis://user:s3cret@host:6379' }],
    ['a password in an address', { Url: 'jdbc:mysql://h/db?user=a&password=s3cret&ssl=true' }],
    ['a presigned address', { Location: 'https://b/k?X-Amz-Signature=s3cret&X-Amz-Security-Token=s3cret' }],
    ['JSON in a text', { Definition: JSON.stringify({ Environment: { Variables: { A: 's3cret' } } }) }],
    ['JSON in JSON in a text', { A: JSON.stringify({ B: JSON.stringify({ password: 's3cret' }) }) }],
    ['XML in a text', { A: '<config><password>s3cret</password></config>' }],
    ['URL-encoded JSON', { PolicyDocument: encodeURIComponent('{"password":"s3cret"}') }],
    ['a script', { Commands: ['export DB_PASSWORD=s3cret-of-mine'] }],
    [
      'an alternate contact',
      {
        AlternateContact: {
          AlternateContactType: 'SECURITY',
          Name: 's3cret',
          EmailAddress: 's3cret@example.com',
          PhoneNumber: 's3cret',
        },
      },
    ],
    [
      'the contact of an account',
      { ContactInformation: { FullName: 's3cret', AddressLine1: 's3cret', PhoneNumber: 's3cret' } },
    ],
    ['the address of an account', { Accounts: [{ Id: '111122223333', Email: 's3cret@example.com' }] }],
    ['that of a management account', { Organization: { MasterAccountEmail: 's3cret@example.com' } }],
    ['a party of a handshake', { Parties: [{ Id: 's3cret@example.com', Type: 'EMAIL' }] }],
    [
      'contacts for an emergency',
      { EmergencyContactList: [{ EmailAddress: 's3cret@example.com', ContactNotes: 's3cret' }] },
    ],
    ['a subscription', { Subscriptions: [{ Protocol: 'email', Endpoint: 's3cret@example.com' }] }],
    [
      'a subscriber of a budget',
      { Subscribers: [{ SubscriptionType: 'EMAIL', Address: 's3cret@example.com' }] },
    ],
    [
      'a user of Identity Center',
      {
        Users: [
          {
            UserName: 'ann',
            Emails: [{ Value: 's3cret@example.com', Type: 'work' }],
            PhoneNumbers: [{ Value: 's3cret' }],
          },
        ],
      },
    ],
    ['numbers', { phoneNumbers: ['s3cret'] }],
  ])('%s', (_what, body) => expect(redactBody(JSON.stringify(body))).not.toContain('s3cret'));

  it.each([
    ['user data of EC2', '<userData><value>s3cret</value></userData>'],
    ['user data with an attribute', '<UserData xsi:type="x">s3cret</UserData>'],
    ['a password', '<MasterUserPassword>s3cret</MasterUserPassword>'],
    ['a secret key', '<Credentials><SecretAccessKey>s3cret</SecretAccessKey></Credentials>'],
    [
      'environment',
      '<Environment><Variables><entry><key>A</key><value>s3cret</value></entry></Variables></Environment>',
    ],
    [
      'a subscription',
      '<Subscriptions><member><Protocol>email</Protocol><Endpoint>s3cret@example.com</Endpoint></member></Subscriptions>',
    ],
    ['an address', '<member><Email>s3cret@example.com</Email></member>'],
    ['marked text', '<Password><![CDATA[s3cret]]></Password>'],
    ['escaped JSON', '<TemplateBody>{&quot;password&quot;: &quot;s3cret&quot;}</TemplateBody>'],
    ['escaped XML', '<A>&lt;pre_shared_key&gt;s3cret&lt;/pre_shared_key&gt;</A>'],
  ])('in XML: %s', (_what, body) => {
    expect(redactBody(`<?xml version="1.0"?>\n<R>${body}</R>`)).not.toContain('s3cret');
  });

  const places: [string, (secret: string) => string][] = [
    ['text', (secret) => secret],
    ['a line of text', (secret) => `first line\n${secret}\nlast line`],
    ['JSON', (secret) => JSON.stringify({ Description: secret })],
    ['JSON in JSON', (secret) => JSON.stringify({ Body: JSON.stringify({ a: [secret] }) })],
    ['XML', (secret) => `<R><Description>${xmlText(secret)}</Description></R>`],
    [
      'XML with all entities',
      (secret) => `<R>${xmlText(secret).replaceAll('"', '&quot;').replaceAll('\n', '&#xA;')}</R>`,
    ],
    ['URL-encoded JSON', (secret) => encodeURIComponent(JSON.stringify({ a: secret }))],
  ];
  describe.each(places)('wherever it stands: in %s', (_place, at) => {
    it.each(SECRETS)('%s', (_what, secret) => {
      const cleaned = redactBody(at(`a ${secret} b`));
      expect(cleaned).toMatch(/cut(?: |%20)by(?: |%20)Postern/);
      expect(cleaned).not.toContain(secret.slice(-16));
      expect(cleaned).not.toContain(encodeURIComponent(secret.slice(-16)));
    });

    it('a private key', () => expect(redactBody(at(PRIVATE_KEY))).not.toContain('seed'));

    it.each([
      (secret: string) => `aws_secret_access_key = ${secret}`,
      (secret: string) => `export AWS_SECRET_ACCESS_KEY="${secret}"`,
      (secret: string) => `{"secretAccessKey": "${secret}"}`,
      (secret: string) => `AKIAIOSFODNN7EXAMPLE,${secret}`,
    ])('a secret access key, form %#', (form) => {
      const anySecret = fc.string({
        unit: fc.constantFrom(...'ABCXYZabcxyz0189+/'),
        minLength: 40,
        maxLength: 40,
      });
      fc.assert(
        fc.property(fc.oneof(fc.constant(SECRET_KEY), anySecret), (secret) => {
          const cleaned = redactBody(at(form(secret)));
          expect(cleaned).not.toContain(secret);
          expect(cleaned).not.toContain(encodeURIComponent(secret));
        }),
        { numRuns: 20 },
      );
    });
  });

  it('leaves a body that the SDK can read as before', () => {
    const json = '{ "a" : 12345678901234567890, "Password":"x\\ny" ,"b":1.0,"list":[ true ,null,"\\u00e9"]}';
    expect(redactBody(json)).toBe(json.replace('"x\\ny"', `"${REDACTED}"`));
    const xml = '<?xml version="1.0"?>\n<R>\n  <Password>x</Password>\n  <b>&#xe9; &amp; é</b>\n</R>\n';
    expect(redactBody(xml)).toBe(xml.replace('>x<', `>${REDACTED}<`));
    const lambda = '{"Environment":{"Variables":{"A":"x","B":""}}}';
    expect(redactBody(lambda)).toBe(`{"Environment":{"Variables":{"A":"${REDACTED}","B":""}}}`);
  });

  it('is cut once: a second time changes nothing', () => {
    const body = JSON.stringify({ Password: 'x', Url: 'a?password=b', Key: PRIVATE_KEY, To: 'http://u:p@h' });
    expect(redactBody(redactBody(body))).toBe(redactBody(body));
  });
});

describe('what stays byte for byte', () => {
  it.each([
    [
      'the policy on passwords',
      { PasswordPolicy: { AllowUsersToChangePassword: true, RequireSymbols: true } },
    ],
    ['the last use of a password', { User: { PasswordLastUsed: '2026-01-01T00:00:00Z' } }],
    [
      'a tag called Environment',
      { Tags: { Environment: 'prod' }, TagList: [{ Key: 'Environment', Value: 'prod' }] },
    ],
    ['a tag policy', { Content: '{"tags":{"environment":{"tag_key":{"@@assign":"Environment"}}}}' }],
    ['an image of CodeBuild', { environment: { image: 'aws/codebuild/standard:7.0', privilegedMode: true } }],
    [
      'where a secret lies',
      { MasterUserSecret: { SecretArn: 'arn:aws:secretsmanager:x', SecretStatus: 'active' } },
    ],
    ['the ARN of a secret', { clientSecret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:x' }],
    ['names of variables', { environment: [{ name: 'DB_PASSWORD', valueFrom: 'arn:aws:ssm:x' }] }],
    ['a token of pages', { NextToken: 'eyJhIjoiYiJ9.AAAA+/==', Marker: 'x'.repeat(200) }],
    ['a certificate', { Body: '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----' }],
    ['a policy document', { PolicyDocument: '%7B%22Statement%22%3A%5B%5D%7D' }],
    ['an ARN and an address', { Arn: 'arn:aws:iam::111122223333:user/a@b', Url: 'https://host:443/a:b@c' }],
    ['who may sign in', { Condition: { StringEquals: { 'accounts.google.com:email': 'ann@example.com' } } }],
    [
      'a user named by an address',
      { UserName: 'ann@example.com', Arn: 'arn:aws:iam::111122223333:user/ann@example.com' },
    ],
    ['an owner in a tag', { Tags: [{ Key: 'Owner', Value: 'ann@example.com' }] }],
    ['what kind of contact there is', { AlternateContact: { AlternateContactType: 'SECURITY' } }],
    [
      'other subscriptions',
      {
        Subscriptions: [
          { Protocol: 'lambda', Endpoint: 'arn:aws:lambda:us-east-1:111122223333:function:a' },
          { Protocol: 'https', Endpoint: 'https://example.com/hook' },
        ],
      },
    ],
    [
      'numbers that are no phones',
      { Subscribers: [{ Type: 'EMAIL', Id: 'x' }], OwnerId: '111122223333', Value: '111122223333' },
    ],
    [
      'a token of pages that looks like one of somebody',
      { NextToken: SECRETS.find(([what]) => what === 'a JSON Web Token')?.[1], Marker: SECRETS[0]?.[1] },
    ],
    ['a hash', { ContentSha1: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' }],
  ])('%s', (_what, value) => {
    const body = JSON.stringify(value);
    expect(redactBody(body)).toBe(body);
  });

  it.each([
    '<PasswordPolicy><AllowUsersToChangePassword>true</AllowUsersToChangePassword></PasswordPolicy>',
    '<tagSet><item><key>Environment</key><value>prod</value></item></tagSet>',
    '<PolicyDocument>%7B%22Version%22%3A%222012-10-17%22%7D</PolicyDocument>',
    '<userData/><UserData></UserData>',
    '<!DOCTYPE html> not < XML & not "closed',
  ])('%s', (body) => expect(redactBody(body)).toBe(body));

  it('the credential report', () => {
    const csv =
      'user,arn,password_enabled,password_last_used\nann,arn:aws:iam::111122223333:user/ann,true,N/A\n';
    const body = `<R><Content>${Buffer.from(csv).toString('base64')}</Content></R>`;
    expect(redactBody(body)).toBe(body);
  });

  it('every JSON without a secret, however it is written', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), fc.constantFrom(0, 1, 4), (json, indent) => {
        const body = JSON.stringify(JSON.parse(json), null, indent);
        expect(redactBody(body)).toBe(body);
      }),
    );
  });

  it('every text without a secret', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => redactBody(text) === text));
  });
});

describe('bodies of any shape', () => {
  it('lose a secret and stay what they were', () => {
    const secret = 's3cret-value-0123';
    const field = fc.constantFrom('SecretAccessKey', 'sessionToken', 'userData', 'MasterUserPassword');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.array(tie('tree')), tie('object')),
      object: fc.dictionary(fc.string({ maxLength: 8 }), tie('tree'), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(tree, tree, field, (before, after, name) => {
        const body = JSON.stringify([before, { a: before, [name]: secret, b: after }, after]);
        expect(redactBody(body)).toBe(body.replace(JSON.stringify(secret), JSON.stringify(REDACTED)));
      }),
    );
  });
});
