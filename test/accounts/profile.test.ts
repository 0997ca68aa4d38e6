import { describe, expect, it } from 'vitest';
import { emptyWays, firstBadLine, type Profiles, profileProblem, wayOf } from '../../src/accounts/profile.ts';

const keys = { aws_access_key_id: 'x', aws_secret_access_key: 'x' };
const role = { role_arn: 'arn:aws:iam::111122223333:role/x' };
const account = { sso_account_id: '111122223333', sso_role_name: 'audit' };
const portal = { sso_start_url: 'https://x.example', sso_region: 'us-west-2' };

/** What counts, and what is an error: botocore 1.43, credentials.py, by which the AWS CLI goes. */
describe('a profile', () => {
  it.each<[string, Profiles]>([
    ['keys', { p: keys }],
    ['a process', { p: { credential_process: 'x' } }],
    ['a console login', { p: { login_session: 'x' } }],
    ['a web identity', { p: { ...role, web_identity_token_file: 'x' } }],
    ['a role of another profile', { p: { ...role, source_profile: 'q' }, q: keys }],
    ['a role of its own keys', { p: { ...role, ...keys, source_profile: 'p' } }],
    ['a role of the machine', { p: { ...role, credential_source: 'Ec2InstanceMetadata' } }],
    [
      'a role of a source that says where from',
      {
        p: { ...role, source_profile: 'q' },
        q: { credential_source: 'Environment' },
      },
    ],
    [
      'roles that end in keys beside a role',
      {
        p: { ...role, source_profile: 'q' },
        q: { ...role, ...keys, source_profile: 'p' },
      },
    ],
    ['IAM Identity Center', { p: { ...account, sso_session: 's' }, 'sso-session.s': portal }],
    ['IAM Identity Center, older configuration', { p: { ...account, ...portal } }],
    ['a process beside half of IAM Identity Center', { p: { credential_process: 'x', sso_session: 's' } }],
  ])('may give credentials: %s', (_what, profiles) => {
    expect(wayOf(profiles.p ?? {})).toBeDefined();
    expect(profileProblem(profiles, 'p')).toBeUndefined();
  });

  it.each<[string, Profiles, RegExp]>([
    [
      'no secret',
      { p: { aws_access_key_id: 'x' } },
      /^The profile "p" sets aws_access_key_id, but not aws_secret_access_key\./,
    ],
    [
      'a secret alone',
      { p: { aws_secret_access_key: 'x' } },
      /"p" sets aws_secret_access_key, but not aws_access_key_id/,
    ],
    [
      'a token alone',
      { p: { aws_session_token: 'x' } },
      /"p" sets aws_session_token, but not aws_access_key_id/,
    ],
    ['a role of nobody', { p: role }, /"p" sets role_arn, but neither source_profile, credential_source nor/],
    [
      'a role of two',
      { p: { ...role, source_profile: 'q', credential_source: 'Environment' } },
      /"p" sets both source_profile and credential_source/,
    ],
    [
      'an unknown machine',
      { p: { ...role, credential_source: 'Lambda' } },
      /"p" sets credential_source to "Lambda"\. It must be one of/,
    ],
    [
      'a source without a role',
      { p: { source_profile: 'q' }, q: keys },
      /"p" sets source_profile, but not role_arn/,
    ],
    [
      'a machine without a role',
      { p: { credential_source: 'Environment' } },
      /"p" sets credential_source, but not role_arn/,
    ],
    [
      'a token file without a role',
      { p: { web_identity_token_file: 'x' } },
      /"p" sets web_identity_token_file, but not role_arn/,
    ],
    [
      'a source that is missing',
      { p: { ...role, source_profile: 'q' } },
      /"p" sets source_profile to "q", which does not exist/,
    ],
    [
      'a source of settings',
      { p: { ...role, source_profile: 'q' }, q: { region: 'x' } },
      /"p" sets source_profile to "q", which has no credentials/,
    ],
    [
      'a source without a secret',
      { p: { ...role, source_profile: 'q' }, q: { aws_access_key_id: 'x' } },
      /^The profile "q" sets aws_access_key_id, but not/,
    ],
    ['itself', { p: { ...role, source_profile: 'p' } }, /lead in a circle: p, p\./],
    [
      'a circle',
      {
        p: { ...role, source_profile: 'q' },
        q: { ...role, source_profile: 'r' },
        r: { ...role, source_profile: 'q' },
      },
      /lead in a circle: p, q, r, q\./,
    ],
    [
      'no such session',
      { p: { ...account, sso_session: 's' } },
      /"p" sets sso_session to "s", but the configuration file has no section \[sso-session s\]/,
    ],
    [
      'half a session',
      { p: { ...account, sso_session: 's' }, 'sso-session.s': { sso_region: 'x' } },
      /\[sso-session s\], which the profile "p" names, lacks sso_start_url/,
    ],
    [
      'a session without a role',
      { p: { sso_session: 's' }, 'sso-session.s': portal },
      /"p" sets sso_session, but not sso_account_id and sso_role_name/,
    ],
    [
      'a portal without an account',
      { p: portal },
      /"p" sets sso_start_url, but not sso_account_id and sso_role_name/,
    ],
    [
      'an account without a portal',
      { p: account },
      /"p" sets sso_account_id, but not sso_start_url and sso_region/,
    ],
  ])('cannot give any: %s', (_what, profiles, sentence) => {
    expect(wayOf(profiles.p ?? {})).toBeDefined();
    expect(profileProblem(profiles, 'p')).toMatch(sentence);
  });

  it('holds nothing but settings', () => {
    const settings = {
      region: 'eu-west-1',
      output: 'json',
      ca_bundle: 'x',
      endpoint_url: 'x',
      mfa_serial: 'x',
    };
    expect(wayOf(settings)).toBeUndefined();
    expect(profileProblem({ p: settings }, 'p')).toBeUndefined();
  });
});

/** https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html */
describe('the first line that is none of a configuration', () => {
  it.each([
    ['', undefined],
    ['\uFEFF[default]\r\nregion = x\r\n', undefined],
    ['# a\n; b\n[profile a] # c\nkey=\n  nested = x\n\ts3 =\n[services s]\n', undefined],
    ['[profile a\nregion = x\n', 1],
    ['[profile a]\nregion\n', 2],
    ['[a]\n= x\n', 2],
    ['{"a": 1}\n', 1],
  ])('%j: %s', (text, line) => {
    expect(firstBadLine(text)).toBe(line);
  });
});

describe('settings for credentials that are set to nothing', () => {
  const text = `[default]
aws_access_key_id =
[profile p]
region =
credential_process= # to do
s3 =
  aws_access_key_id =
[q]
role_arn=arn:aws:iam::111122223333:role/x
aws_secret_access_key =\r
`;

  it.each([
    ['default', ['aws_access_key_id']],
    ['p', ['credential_process']],
    ['q', ['aws_secret_access_key']],
    ['profile p', []],
  ])('of profile %s: %j', (profile, keys) => {
    expect(emptyWays(text, profile)).toEqual(keys);
  });
});
