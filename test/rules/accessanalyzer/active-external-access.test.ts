import { describe, expect, it } from 'vitest';
import rule from '../../../rules/accessanalyzer/active-external-access.ts';
import { judge, statuses } from '../../support/judge.ts';

type Readings = Parameters<typeof rule.check>[0];
type Finding = Readings['findings'][number];

const arn = 'arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/a';
const analyzers = (status: 'ACTIVE' | 'DISABLED' = 'ACTIVE'): Readings['analyzers'] => [
  { arn, name: 'a', type: 'ACCOUNT', status, createdAt: new Date(0) },
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
  resourceOwnerAccount: '111122223333',
  ...changes,
});
const check = (...findings: Finding[]) =>
  judge(rule, { analyzers: analyzers(), findings }, { region: 'eu-west-1' });

describe('accessanalyzer/active-external-access', () => {
  it('carries over each finding with resource, principal and proof', () => {
    expect(check(finding({ sources: [{ type: 'BUCKET_ACL' }] }))).toEqual([
      {
        status: 'fail',
        resource: { type: 'AwsS3Bucket', id: 'arn:aws:s3:::open' },
        part: 'f-1',
        description: 'arn:aws:s3:::open is open to account 444455556666.',
        evidence: {
          id: 'f-1',
          resource: 'arn:aws:s3:::open',
          resourceType: 'AWS::S3::Bucket',
          resourceOwnerAccount: '111122223333',
          principal: { AWS: '444455556666' },
          isPublic: false,
          action: ['s3:GetObject'],
          condition: {},
          sources: [{ type: 'BUCKET_ACL' }],
          createdAt: new Date(0),
          updatedAt: new Date(0),
        },
      },
    ]);
  });

  it.each<[string, Partial<Finding>, string]>([
    ['public', { isPublic: true, principal: { AWS: '*' } }, 'arn:aws:s3:::open is open to anyone.'],
    ['a nameless principal', { principal: undefined }, 'arn:aws:s3:::open is open to somebody outside.'],
  ])('%s', (_case, changes, description) => {
    expect(check(finding(changes))).toMatchObject([{ description }]);
  });

  it('tells two findings on one resource apart', () => {
    expect(check(finding(), finding({ id: 'f-2' }))).toMatchObject([{ part: 'f-1' }, { part: 'f-2' }]);
  });

  it('is unknown for a resource that Access Analyzer could not look at', () => {
    expect(check(finding({ error: 'ACCESS_DENIED' }))).toMatchObject([
      { status: 'unknown', part: 'f-1', reason: expect.stringContaining('ACCESS_DENIED') },
    ]);
  });

  it('passes for an analyzer that found nothing', () => {
    expect(check()).toMatchObject([
      {
        status: 'pass',
        resource: { type: 'AwsAccessAnalyzerAnalyzer', id: arn },
        evidence: { findings: [] },
      },
    ]);
  });

  it.each([
    ['no analyzer', []],
    ['one that does not work', analyzers('DISABLED')],
  ])('leaves %s to the other rule', (_case, found) => {
    const verdicts = judge(rule, { analyzers: found, findings: [] });
    expect(statuses(verdicts)).toEqual(['notApplicable']);
    expect(verdicts).toMatchObject([
      { reason: expect.stringContaining('accessanalyzer/external-access-analyzer-missing') },
    ]);
  });
});
