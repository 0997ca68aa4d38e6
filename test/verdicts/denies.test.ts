import { describe, expect, it } from 'vitest';
import { type Decision, evaluate } from '../../src/policy/decide/evaluate.ts';
import type { Principal } from '../../src/policy/language/principal.ts';
import { policyOf } from '../policy/policies.fixture.ts';
import {
  ACCOUNT,
  allow,
  arnOf,
  contained,
  deny,
  ESCALATES,
  escalates,
  judges,
  notCertain,
  type Statement,
  TRUSTS_ACCOUNT,
  verdictsOf,
  type World,
  when,
  worldsOverHttp,
} from './world.fixture.ts';

worldsOverHttp();

const INLINE = 'iam/inline-policy-grants-full-admin';
const SCP = 'organizations/account-without-scp';
const PASSING = 'iam/policy-allows-passing-any-role';
const ASSUMING = 'iam/policy-allows-assuming-any-role';
const DECRYPTING = 'iam/policy-allows-decrypting-with-any-key';
const EXCLUDING = 'iam/policy-allows-by-exclusion';
const WHOLE = 'iam/policy-grants-whole-service';

const ann = (...inline: readonly Statement[]): World => ({ users: { ann: { inline } } });
const WRITE = allow('iam:AttachUserPolicy');

/** Denies that no request can meet, each with why. */
const EMPTY_DENIES: readonly [string, Statement][] = [
  ['all actions but all', { Effect: 'Deny', NotAction: '*', Resource: '*' }],
  ['all resources but all', { Effect: 'Deny', Action: '*', NotResource: '*' }],
  ['resources of an account that there is not', deny('*', 'arn:aws:iam::000000000000:*')],
  [
    'principals of an account that there is not',
    deny('*', '*', when('StringEquals', 'aws:PrincipalAccount', '000000000000')),
  ],
  [
    'until a day that is past',
    deny('*', '*', when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z')),
  ],
  ['an action that the service does not have', deny('iam:FrobnicateUser')],
  ['actions of a service that there is not', deny('nosuchservice:*')],
];

const OF_THE_ACCOUNT = 'principals of the account';

/** Denies that take administration away. */
const DENIES: readonly [string, Statement][] = [
  ['all of IAM', deny('iam:*')],
  ['all actions but those of S3', { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }],
  ['all resources but a bucket', { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::bucket' }],
  [OF_THE_ACCOUNT, deny('iam:*', '*', when('StringEquals', 'aws:PrincipalAccount', ACCOUNT))],
  [
    'from a day that is past',
    deny('iam:*', '*', when('DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z')),
  ],
];

describe('a Deny that can match nothing restricts nothing', () => {
  for (const [title, statement] of EMPTY_DENIES) {
    judges(`administrator but for ${title}`, ann(allow('*'), statement), {
      [`${INLINE} user/ann`]: 'fail 8.0',
      [`${ESCALATES} user/ann`]: 'nothing',
    });
    judges(`escalates but for ${title}`, ann(WRITE, statement), escalates('user/ann'));
    judges(
      `an SCP that denies ${title}`,
      { scps: { limits: [statement] } },
      {
        [`${SCP} member`]: 'fail 7.0',
      },
    );
  }
  for (const [title, statement] of DENIES) {
    judges(`closed: no administrator, since denied are ${title}`, ann(allow('*'), statement), {
      [`${INLINE} user/ann`]: 'pass',
      ...contained('user/ann'),
    });
    judges(`closed: no escalation, since denied are ${title}`, ann(WRITE, statement), contained('user/ann'));
    // The account manages the organization, and SCPs do not bind its principals.
    if (title === OF_THE_ACCOUNT) continue;
    judges(
      `closed: an SCP denies ${title}`,
      { scps: { limits: [statement] } },
      {
        [`${SCP} member`]: 'pass',
      },
    );
  }
});

describe('Allow with NotAction of nothing that exists is everything', () => {
  const allBut = (NotAction: string | readonly string[]): World =>
    ann({ Effect: 'Allow', NotAction, Resource: '*' });
  const administrator = { [`${INLINE} user/ann`]: 'fail 8.0', [`${ESCALATES} user/ann`]: 'nothing' };
  judges('a service that there is not', allBut('nosuchservice:*'), administrator);
  judges('an action that the service does not have', allBut('iam:FrobnicateUser'), administrator);
  judges('several', allBut(['nosuchservice:*', 'iam:Frobnicate*', 's3:Nothing']), administrator);
  it('the evidence says that the catalogue does not know it', async () => {
    const verdicts = await verdictsOf(allBut('nosuchservice:*'), [INLINE]);
    const evidence = JSON.stringify(verdicts.find(({ resource }) => resource === 'user/ann')?.evidence);
    expect(evidence).toMatch(/nosuchservice:\*/);
    expect(evidence).toMatch(/catalogue/);
  });
  judges('closed: a service', allBut('iam:*'), { [`${INLINE} user/ann`]: 'pass' });
  judges('closed: an action, though the rest is enough', allBut('iam:CreateUser'), {
    [`${INLINE} user/ann`]: 'pass',
    ...escalates('user/ann'),
  });
  judges('closed: one that exists among those that do not', allBut(['nosuchservice:*', 'iam:*']), {
    [`${INLINE} user/ann`]: 'pass',
  });
});

/**
 * "When you use NotPrincipal in a resource-based policy with Deny, the policy always denies any principal that has a
 * permissions boundary attached, regardless of the values in NotPrincipal."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
describe('a Deny with NotPrincipal in a trust policy', () => {
  const world = (except: readonly string[], boundary?: string): World => ({
    users: { ann: { inline: [allow('sts:AssumeRole', arnOf('role/tar*'))], ...(boundary && { boundary }) } },
    roles: {
      target: {
        trust: [TRUSTS_ACCOUNT, { Effect: 'Deny', NotPrincipal: { AWS: except } }],
        attached: ['AdministratorAccess'],
      },
    },
    policies: { everything: [allow('*')] },
  });
  const EXCEPTED = [arnOf('root'), arnOf('user/ann')];
  judges('spares whom it names', world(EXCEPTED), escalates('user/ann'));
  judges('closed: spares nobody with a boundary', world(EXCEPTED, 'everything'), contained('user/ann'));
  judges(
    'closed: denies whom it does not name',
    world([arnOf('root'), arnOf('user/bob')]),
    notCertain('user/ann'),
  );
});

describe('an account beside one of its sessions in a Principal', () => {
  const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/pipeline/build`;
  const world = (...trust: readonly Statement[]): World => ({
    roles: {
      pipeline: {
        trust: { Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' } },
        inline: [allow('sts:AssumeRole', arnOf('role/tar*'))],
      },
      target: { trust, attached: ['AdministratorAccess'] },
    },
  });
  const trusts = (Effect: 'Allow' | 'Deny', ...AWS: readonly string[]) => ({ Effect, Principal: { AWS } });
  const [pipeline, root] = ['role/pipeline', arnOf('root')];
  judges('is certain', world(trusts('Allow', root, SESSION)), escalates(pipeline));
  judges('is certain in another order', world(trusts('Allow', SESSION, root)), escalates(pipeline));
  judges(
    'closed: denied for certain',
    world(TRUSTS_ACCOUNT, trusts('Deny', SESSION, root)),
    contained(pipeline),
  );
  judges(
    'the session alone is not all of the role',
    world(trusts('Allow', SESSION)),
    escalates(pipeline, '6.0'),
  );
});

describe('policies that allow any role or key', () => {
  const said = (rule: string, score: string) => ({ [`${rule} user/ann`]: score });
  const PASS = 'iam:PassRole';
  const TO = 'iam:PassedToService';
  judges(
    'passing to one service is narrow',
    ann(allow(PASS, '*', when('StringEquals', TO, 'lambda.amazonaws.com'))),
    said(PASSING, 'pass'),
  );
  judges(
    'passing to any service of AWS is not',
    ann(allow(PASS, '*', when('StringLike', TO, '*.amazonaws.com'))),
    said(PASSING, 'fail 4.0'),
  );
  judges(
    'passing to a list with any service of AWS is not',
    ann(allow(PASS, '*', when('StringLike', TO, ['lambda.amazonaws.com', '*.amazonaws.com']))),
    said(PASSING, 'fail 4.0'),
  );
  judges(
    'passing to services that begin alike is',
    ann(allow(PASS, '*', when('StringLike', TO, 'ec2*.amazonaws.com'))),
    said(PASSING, 'pass'),
  );
  judges(
    'a Deny of all other services counts',
    ann(allow(PASS), deny(PASS, '*', when('StringNotEquals', TO, 'lambda.amazonaws.com'))),
    said(PASSING, 'pass'),
  );
  judges(
    'a Deny of one service does not',
    ann(allow(PASS), deny(PASS, '*', when('StringEquals', TO, 'lambda.amazonaws.com'))),
    said(PASSING, 'fail 4.0'),
  );
  judges(
    'a Deny of all but some roles counts',
    ann(allow(PASS), { Effect: 'Deny', Action: PASS, NotResource: arnOf('role/app-*') }),
    said(PASSING, 'pass'),
  );
  judges(
    'a Deny of all but all roles does not',
    ann(allow(PASS), { Effect: 'Deny', Action: PASS, NotResource: arnOf('role/*') }),
    said(PASSING, 'fail 4.0'),
  );
  judges(
    'a Deny of all but some roles to assume counts',
    ann(allow('sts:AssumeRole'), { Effect: 'Deny', Action: 'sts:*', NotResource: arnOf('role/app-*') }),
    said(ASSUMING, 'pass'),
  );
  judges(
    'a Deny of all but all roles to assume does not',
    ann(allow('sts:AssumeRole'), { Effect: 'Deny', Action: 'sts:*', NotResource: '*' }),
    said(ASSUMING, 'fail 6.0'),
  );
  const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
  judges(
    'a Deny of all but one key counts',
    ann(allow('kms:Decrypt'), { Effect: 'Deny', Action: 'kms:Decrypt', NotResource: KEY }),
    said(DECRYPTING, 'pass'),
  );
  judges(
    'a Deny of one key does not',
    ann(allow('kms:Decrypt'), deny('kms:Decrypt', KEY)),
    said(DECRYPTING, 'fail 5.0'),
  );
  judges(
    'a Deny of all but one bucket counts against the whole service',
    ann(allow('s3:*'), {
      Effect: 'Deny',
      Action: 's3:*',
      NotResource: ['arn:aws:s3:::app', 'arn:aws:s3:::app/*'],
    }),
    said(WHOLE, 'pass'),
  );
  judges('without it the whole service is allowed', ann(allow('s3:*')), said(WHOLE, 'fail 3.0'));

  const allBut = (more: object): World =>
    ann({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*', ...more });
  judges('all but a list', allBut({}), said(EXCLUDING, 'fail 4.0'));
  judges(
    'all but a list under TLS',
    allBut(when('Bool', 'aws:SecureTransport', 'true')),
    said(EXCLUDING, 'fail 4.0'),
  );
  judges(
    'all but a list from an address',
    allBut(when('IpAddress', 'aws:SourceIp', '203.0.113.0/24')),
    said(EXCLUDING, 'pass'),
  );
});

describe('a decision', () => {
  const ROOT: Principal = { kind: 'root', accountId: ACCOUNT };
  const ANN: Principal = { kind: 'user', arn: arnOf('user/ann'), accountId: ACCOUNT };
  const effectOf = ({ effect, explicit }: Decision) => (explicit ? `${effect} by a Deny` : effect);
  const EVERYTHING = policyOf(allow('*'));

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn */
  describe('on the root user', () => {
    const scp = policyOf(deny('*', '*', when('StringLike', 'aws:PrincipalArn', 'arn:aws:iam::*:root')));
    const ask = (principal: Principal) =>
      effectOf(
        evaluate(
          { principal, action: 'ec2:RunInstances', resource: '*' },
          { identity: [EVERYTHING], scps: [[EVERYTHING, scp]] },
        ),
      );
    it('is certain: the usual SCP denies', () => expect(ask(ROOT)).toBe('denied by a Deny'));
    it('leaves users alone', () => expect(ask(ANN)).toBe('allowed'));
  });

  /** https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html */
  describe('on KMS', () => {
    const ask = (action: string, resource: string) =>
      effectOf(evaluate({ principal: ANN, action, resource }, { identity: [policyOf(allow('kms:*'))] }));
    it.each(['kms:ListKeys', 'kms:CreateKey', 'kms:ListAliases'])('needs no key policy for %s', (action) =>
      expect(ask(action, '*')).toBe('allowed'),
    );
    it('hangs on the key policy for kms:Decrypt', () =>
      expect(ask('kms:Decrypt', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`)).toBe('conditional'));
  });

  /**
   * "No permissions are required to perform this operation. If an administrator attaches a policy to your identity
   * that explicitly denies access to the sts:GetCallerIdentity action, you can still perform this operation."
   * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
   */
  describe('on sts:GetCallerIdentity', () => {
    const ask = (action: string, ...statements: readonly object[]) =>
      effectOf(evaluate({ principal: ANN, action, resource: '*' }, { identity: [policyOf(...statements)] }));
    it('cannot be a Deny', () => expect(ask('sts:GetCallerIdentity', deny('*'))).toBe('allowed'));
    it('needs no Allow', () => expect(ask('sts:GetCallerIdentity', allow('s3:*'))).toBe('allowed'));
    it('is one for others of STS', () =>
      expect(ask('sts:GetSessionToken', allow('*'), deny('*'))).toBe('denied by a Deny'));
  });
});
