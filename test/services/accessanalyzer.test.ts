import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  externalAccessAnalyzers,
  externalAccessFindings,
  sharedResource,
} from '../../src/services/accessanalyzer.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answerer } from '../support/stub.ts';
import { success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const arn = (name: string) => `arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/${name}`;
const analyzers: Answerer = (call) =>
  textParam(call, 'nextToken') === undefined
    ? success(call, {
        analyzers: [
          { arn: arn('unused'), name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS', status: 'ACTIVE' },
          { arn: arn('inside'), name: 'inside', type: 'ORGANIZATION_INTERNAL_ACCESS', status: 'ACTIVE' },
        ],
        nextToken: 'next',
      })
    : success(call, {
        analyzers: [
          { arn: arn('account'), name: 'account', type: 'ACCOUNT', status: 'ACTIVE' },
          { arn: arn('organization'), name: 'organization', type: 'ORGANIZATION', status: 'DISABLED' },
        ],
      });

describe('externalAccessAnalyzers', () => {
  it('are those that look outside, on all pages, in whatever state', async () => {
    await using scan = await stubbedPlace({ 'access-analyzer:ListAnalyzers': analyzers });
    expect((await externalAccessAnalyzers(scan.place)).map(({ name }) => name)).toEqual([
      'account',
      'organization',
    ]);
  });
});

describe('externalAccessFindings', () => {
  it('are the active ones on own resources, of the analyzers that work, with who has what access', async () => {
    const asked: unknown[] = [];
    await using scan = await stubbedPlace({
      'access-analyzer:ListAnalyzers': analyzers,
      'access-analyzer:ListFindings': (call) => {
        asked.push([call.params.analyzerArn, call.params.filter]);
        const first = textParam(call, 'nextToken') === undefined;
        return success(call, {
          findings: [{ id: first ? 'f-1' : 'f-2', principal: { AWS: '*' }, action: ['s3:GetObject'] }],
          nextToken: first ? 'next' : undefined,
        });
      },
    });
    expect(await externalAccessFindings(scan.place)).toMatchObject([
      { id: 'f-1', principal: { AWS: '*' }, action: ['s3:GetObject'] },
      { id: 'f-2' },
    ]);
    const filter = { status: { eq: ['ACTIVE'] }, resourceOwnerAccount: { eq: ['111122223333'] } };
    expect(asked).toEqual([
      [arn('account'), filter],
      [arn('account'), filter],
    ]);
  });

  it('cost nothing where no analyzer works', async () => {
    await using scan = await stubbedPlace({
      'access-analyzer:ListAnalyzers': (call) => success(call, { analyzers: [] }),
    });
    expect(await externalAccessFindings(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['ListAnalyzers']);
  });

  it('name the action that is denied', async () => {
    await using scan = await stubbedPlace({
      'access-analyzer:ListAnalyzers': analyzers,
      'access-analyzer:ListFindings': denied(),
    });
    await expect(externalAccessFindings(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'access-analyzer:ListFindings',
    });
  });
});

describe('sharedResource', () => {
  const finding = {
    id: 'f-1',
    condition: {},
    createdAt: undefined,
    analyzedAt: undefined,
    updatedAt: undefined,
  };
  it.each([
    ['AWS::S3::Bucket', 'arn:aws:s3:::b', { type: 'AwsS3Bucket', id: 'arn:aws:s3:::b' }],
    ['AWS::EFS::FileSystem', 'arn:fs', { type: 'Other', id: 'arn:fs' }],
    ['AWS::KMS::Key', undefined, { type: 'Other', id: 'f-1' }],
  ] as const)('%s %s', (resourceType, resource, expected) => {
    expect(
      sharedResource({ ...finding, status: 'ACTIVE', resourceOwnerAccount: '1', resourceType, resource }),
    ).toEqual(expected);
  });
});
