import { describe, expect, it } from 'vitest';
import rule from '../../../rules/accessanalyzer/active-external-access.ts';
import account from '../../../rules/iam/role-trusts-account-without-external-id.ts';
import anySubject from '../../../rules/iam/role-trusts-any-oidc-subject.ts';
import anyone from '../../../rules/iam/role-trusts-anyone.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { trusts, trustsIn, trustsOf } from '../iam/trusts.fixture.ts';

type Readings = Parameters<typeof rule.check>[0];
type Regional = Readings['regions'][number];
type Telling = Extract<Regional['answer'], { ok: true }>['value'];
type Finding = Telling['findings'][number];
type Around = Readings['surroundings'];

const arnIn = (region: string) => `arn:aws:access-analyzer:${region}:${ACCOUNT}:analyzer/a`;
const analyzersIn = (region: string, status: 'ACTIVE' | 'DISABLED' = 'ACTIVE'): Telling['analyzers'] => [
  { arn: arnIn(region), name: 'a', type: 'ACCOUNT', status, createdAt: new Date(0) },
];
const finding = (changes: Partial<Finding> = {}): Finding => ({
  id: 'f-1',
  principal: { AWS: '444455556666' },
  action: ['s3:GetObject'],
  resource: 'arn:aws:s3:::open',
  isPublic: false,
  resourceType: 'AWS::S3::Bucket',
  condition: {},
  createdAt: new Date(0),
  analyzedAt: new Date(0),
  updatedAt: new Date(0),
  status: 'ACTIVE',
  resourceOwnerAccount: ACCOUNT,
  ...changes,
});
const role = (changes: Partial<Finding> = {}) =>
  finding({ resource: `arn:aws:iam::${ACCOUNT}:role/helm`, resourceType: 'AWS::IAM::Role', ...changes });

const inRegion = (region: string, ...findings: Finding[]): Regional => ({
  region,
  answer: { ok: true, value: { analyzers: analyzersIn(region), findings } },
});
const deniedOf = (action: string) =>
  new ReadError(`${action} is denied`, { kind: 'denied', action, accountId: ACCOUNT, region: 'eu-west-1' });

const standalone: Around = {
  ok: true,
  value: {
    home: { accountId: ACCOUNT, organizationAccounts: new Set([ACCOUNT]) },
    managementAccountId: undefined,
  },
};
const MANAGEMENT = '999988887777';
const member: Around = {
  ok: true,
  value: { home: { accountId: ACCOUNT, organizationId: 'o-mine' }, managementAccountId: MANAGEMENT },
};
const management: Around = {
  ok: true,
  value: {
    home: {
      accountId: ACCOUNT,
      organizationId: 'o-mine',
      organizationAccounts: new Set([ACCOUNT, '444455556666']),
    },
    managementAccountId: ACCOUNT,
  },
};
const untold: Around = { ok: false, error: deniedOf('organizations:DescribeOrganization') };

const judged = (regions: Regional[], surroundings: Around = standalone) =>
  judge(rule, { regions, surroundings });
const check = (...findings: Finding[]) => judged([inRegion('eu-west-1', ...findings)]);

const OURS = 'accessanalyzer/active-external-access';
const GITHUB = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;

describe('accessanalyzer/active-external-access', () => {
  it('shows the resource, where it lives, who gets in, and the proof', () => {
    expect(check(finding({ sources: [{ type: 'BUCKET_ACL' }] }))).toEqual([
      {
        status: 'fail',
        resource: { type: 'AwsS3Bucket', id: 'arn:aws:s3:::open', region: 'eu-west-1' },
        description: 'arn:aws:s3:::open is open to account 444455556666.',
        exposure: 'other-account',
        evidence: {
          findings: [
            {
              id: 'f-1',
              regions: ['eu-west-1'],
              resource: 'arn:aws:s3:::open',
              resourceType: 'AWS::S3::Bucket',
              resourceOwnerAccount: ACCOUNT,
              principal: { AWS: '444455556666' },
              isPublic: false,
              action: ['s3:GetObject'],
              condition: {},
              sources: [{ type: 'BUCKET_ACL' }],
              createdAt: new Date(0),
              updatedAt: new Date(0),
            },
          ],
        },
      },
    ]);
  });

  it('tells a role once, whatever Regions report it', () => {
    const verdicts = judged([
      inRegion('eu-west-1', role({ id: 'f-1' })),
      inRegion('eu-west-2', role({ id: 'f-2' })),
      inRegion('eu-west-3'),
    ]);
    expect(verdicts).toMatchObject([
      {
        status: 'fail',
        resource: { type: 'AwsIamRole', id: `arn:aws:iam::${ACCOUNT}:role/helm` },
        evidence: { findings: [{ id: 'f-1', regions: ['eu-west-1', 'eu-west-2'] }] },
      },
      { status: 'pass', resource: { id: arnIn('eu-west-3') } },
    ]);
    expect(verdicts[0]).not.toHaveProperty('resource.region');
  });

  it('tells all who get into one resource together', () => {
    expect(check(finding(), finding({ id: 'f-2', principal: { AWS: '777788889999' } }))).toMatchObject([
      {
        description: 'arn:aws:s3:::open is open to account 444455556666 and account 777788889999.',
        evidence: { findings: [{ id: 'f-1' }, { id: 'f-2' }] },
      },
    ]);
  });

  it.each<[string, Partial<Finding>, string]>([
    ['public', { isPublic: true, principal: { AWS: '*' } }, 'arn:aws:s3:::open is open to anyone.'],
    ['a nameless principal', { principal: undefined }, 'arn:aws:s3:::open is open to somebody outside.'],
  ])('%s', (_case, changes, description) => {
    expect(check(finding(changes))).toMatchObject([{ description }]);
  });

  const OWN = { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/corp` };
  const MEMBER = { AWS: '444455556666' };
  const STRANGER = { AWS: 'arn:aws:iam::123412341234:role/x' };
  const ofOrganization = (id: string) => ({
    principal: { AWS: '*' },
    condition: { 'aws:PrincipalOrgID': id },
  });

  it.each<[string, Partial<Finding>[], Around, string, number | undefined]>([
    ["the account's own provider", [{ principal: OWN }], standalone, 'fail', 2],
    ['its own provider, where nothing is known around', [{ principal: OWN }], untold, 'fail', 2],
    [
      'a provider of the world',
      [{ principal: { Federated: 'accounts.google.com' } }],
      standalone,
      'fail',
      undefined,
    ],
    [
      'a provider of another account',
      [{ principal: { Federated: 'arn:aws:iam::444455556666:saml-provider/corp' } }],
      standalone,
      'fail',
      undefined,
    ],
    ['its own provider and a stranger', [{ principal: OWN }, { principal: STRANGER }], management, 'fail', 5],
    ['an account of the own organization', [{ principal: MEMBER }], management, 'pass', undefined],
    ['an account outside of it', [{ principal: STRANGER }], management, 'fail', 5],
    ['both', [{ principal: MEMBER }, { principal: STRANGER }], management, 'fail', 5],
    ['the management account', [{ principal: { AWS: MANAGEMENT } }], member, 'pass', undefined],
    ['an account of which a member cannot tell', [{ principal: MEMBER }], member, 'fail', 5],
    ['an account, where nothing is known around', [{ principal: MEMBER }], untold, 'unknown', undefined],
    ['the own organization, by condition', [ofOrganization('o-mine')], member, 'pass', undefined],
    ['another organization, by condition', [ofOrganization('o-theirs')], member, 'fail', 5],
    [
      'an organization, where nothing is known around',
      [ofOrganization('o-mine')],
      untold,
      'unknown',
      undefined,
    ],
    ['anyone, where nothing is known around', [{ isPublic: true }], untold, 'fail', undefined],
  ])('%s', (_case, changes, around, status, score) => {
    const findings = changes.map((change, index) => role({ id: `f-${index}`, ...change }));
    const [verdict, ...more] = judged([inRegion('eu-west-1', ...findings)], around);
    expect(more).toEqual([]);
    expect(verdict).toMatchObject({ status, ...(score === undefined ? {} : { severity: { score } }) });
    if (score === undefined) expect(verdict).not.toHaveProperty('severity');
  });

  it('is unknown for a resource that Access Analyzer could not look at', () => {
    expect(check(finding({ error: 'ACCESS_DENIED' }))).toMatchObject([
      { status: 'unknown', reason: expect.stringContaining('ACCESS_DENIED') },
    ]);
  });

  it('passes for an analyzer that found nothing', () => {
    expect(check()).toMatchObject([
      {
        status: 'pass',
        resource: { type: 'AwsAccessAnalyzerAnalyzer', id: arnIn('eu-west-1') },
        evidence: { findings: [] },
      },
    ]);
  });

  it('is unknown for a Region that does not tell, and judges the others', () => {
    const error = deniedOf('access-analyzer:ListFindings');
    const refused: Regional = { region: 'eu-west-2', answer: { ok: false, error } };
    expect(judged([inRegion('eu-west-1', finding()), refused])).toMatchObject([
      { status: 'unknown', part: 'eu-west-2', error: { action: 'access-analyzer:ListFindings' } },
      { status: 'fail' },
    ]);
    expect(statuses(judged([refused]))).toEqual(['unknown']);
  });

  it.each<[string, Telling['analyzers']]>([
    ['no analyzer', []],
    ['one that does not work', analyzersIn('eu-west-1', 'DISABLED')],
  ])('leaves %s to the other rule', (_case, analyzers) => {
    const verdicts = judged([
      { region: 'eu-west-1', answer: { ok: true, value: { analyzers, findings: [] } } },
    ]);
    expect(statuses(verdicts)).toEqual(['notApplicable']);
    expect(verdicts).toMatchObject([
      { reason: expect.stringContaining('accessanalyzer/external-access-analyzer-missing') },
    ]);
  });

  const TRUSTED = 'iam/role-trusts-account-without-external-id';
  const ID = { StringEquals: { 'sts:ExternalId': 'x' } };

  it.each<[string, object, Partial<Finding>, string[], string[]]>([
    ['anyone', trusts('*'), { isPublic: true, principal: { AWS: '*' } }, ['iam/role-trusts-anyone'], [OURS]],
    ['an account', trusts({ AWS: '444455556666' }), { principal: MEMBER }, [TRUSTED], [OURS]],
    [
      'an account with an external ID',
      trusts({ AWS: '444455556666' }, ID),
      { principal: MEMBER, condition: { 'sts:ExternalId': 'x' } },
      [OURS],
      [],
    ],
    [
      'customers of a provider',
      trusts({ Federated: GITHUB }, undefined, 'sts:AssumeRoleWithWebIdentity'),
      { principal: { Federated: GITHUB } },
      ['iam/role-trusts-any-oidc-subject'],
      [OURS],
    ],
    [
      'one repository of a provider',
      trusts(
        { Federated: GITHUB },
        { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/app:*' } },
        'sts:AssumeRoleWithWebIdentity',
      ),
      { principal: { Federated: GITHUB } },
      [OURS],
      [],
    ],
    ['an account, as it was before', trusts({ AWS: ACCOUNT }), { principal: MEMBER }, [OURS], []],
    [
      'an account, in the trust policy also anyone',
      trusts('*'),
      { principal: MEMBER },
      ['iam/role-trusts-anyone', OURS],
      [],
    ],
  ])('tells the trust of a role once: %s', (_case, statement, changes, findings, absorbed) => {
    const roles = trustsOf(statement);
    const known = trustsIn({ accountId: ACCOUNT, organizationAccounts: new Set([ACCOUNT]) }, statement);
    const inOrganization = { trusts: known, organizationId: undefined, managementAccountId: undefined };
    const report = reportOfVerdicts(
      { ruleId: OURS, verdicts: check(role(changes)) },
      { ruleId: 'iam/role-trusts-anyone', verdicts: judge(anyone, { trusts: roles }) },
      { ruleId: 'iam/role-trusts-any-oidc-subject', verdicts: judge(anySubject, { trusts: roles }) },
      { ruleId: TRUSTED, verdicts: judge(account, { roles: inOrganization }) },
    );
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(findings);
    expect(report.absorbed.map(({ ruleId }) => ruleId)).toEqual(absorbed);
  });
});
