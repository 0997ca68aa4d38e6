import { afterEach, describe, expect, it, vi } from 'vitest';
import { everyRecorder, recordedTypes, recorderWithStatus } from '../../src/services/config.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answers } from '../support/stub.ts';
import { success, type Wire } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const recorders = (...ConfigurationRecorders: Wire[]): Answers => ({
  'config:DescribeConfigurationRecorders': (call) => success(call, { ConfigurationRecorders }),
});
const statuses = (...ConfigurationRecordersStatus: Wire[]): Answers => ({
  'config:DescribeConfigurationRecorderStatus': (call) => success(call, { ConfigurationRecordersStatus }),
});

describe('recorderWithStatus', () => {
  it('is the recorder that the account set up', async () => {
    await using scan = await stubbedPlace({
      ...recorders(
        { name: 'AWSConfigurationRecorderForX', servicePrincipal: 'x.amazonaws.com' },
        { name: 'default' },
      ),
      ...statuses({ name: 'default', recording: true }),
    });
    expect(await recorderWithStatus(scan.place)).toMatchObject({
      name: 'default',
      status: { recording: true },
    });
  });

  it.each([
    ['no recorder', recorders()],
    ['the recorder of a service', recorders({ name: 'x', servicePrincipal: 'x.amazonaws.com' })],
  ])('is undefined with %s', async (_case, answers) => {
    await using scan = await stubbedPlace(answers);
    expect(await recorderWithStatus(scan.place)).toBeUndefined();
    expect(scan.calls()).toEqual(['DescribeConfigurationRecorders']);
  });

  it.each<[string, Answers, object]>([
    [
      'without its list',
      { 'config:DescribeConfigurationRecorders': (call) => success(call, {}) },
      { kind: 'failed' },
    ],
    ['with a recorder without a name', recorders({}), { kind: 'failed' }],
    ['that leaves its status out', { ...recorders({ name: 'default' }), ...statuses() }, { kind: 'failed' }],
    [
      'that is denied',
      { 'config:DescribeConfigurationRecorders': denied() },
      { kind: 'denied', action: 'config:DescribeConfigurationRecorders' },
    ],
    [
      'whose status is denied',
      { ...recorders({ name: 'default' }), 'config:DescribeConfigurationRecorderStatus': denied() },
      { kind: 'denied', action: 'config:DescribeConfigurationRecorderStatus' },
    ],
  ])('an answer %s is none', async (_case, answers, error) => {
    await using scan = await stubbedPlace(answers);
    await expect(recorderWithStatus(scan.place)).rejects.toMatchObject(error);
  });
});

describe('everyRecorder', () => {
  it('tells each Region, also that one is denied', async () => {
    await using scan = await stubbedPlace({ 'config:DescribeConfigurationRecorders': denied() });
    expect(await everyRecorder(scan.place)).toMatchObject([
      { region: 'eu-west-1', answer: { ok: false, error: { kind: 'denied' } } },
    ]);
  });
});

describe('recordedTypes', () => {
  const IAM = ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::Policy'] as const;
  type Group = Parameters<typeof recordedTypes>[0]['recordingGroup'];
  it.each<[string, Group, unknown]>([
    ['nothing', undefined, undefined],
    ['all', { allSupported: true }, { only: undefined, without: [], iam: false }],
    [
      'all and IAM',
      {
        allSupported: true,
        includeGlobalResourceTypes: true,
        recordingStrategy: { useOnly: 'ALL_SUPPORTED_RESOURCE_TYPES' },
      },
      { only: undefined, without: [], iam: true },
    ],
    [
      'all but IAM',
      {
        recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
        exclusionByResourceTypes: { resourceTypes: [...IAM] },
      },
      { only: undefined, without: [], iam: false },
    ],
    [
      'all but instances',
      {
        includeGlobalResourceTypes: false,
        recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
        exclusionByResourceTypes: { resourceTypes: ['AWS::EC2::Instance'] },
      },
      { only: undefined, without: ['AWS::EC2::Instance'], iam: true },
    ],
    [
      'some',
      { allSupported: false, resourceTypes: ['AWS::S3::Bucket', ...IAM] },
      { only: ['AWS::S3::Bucket', ...IAM], without: [], iam: true },
    ],
    ['none', { allSupported: false }, { only: [], without: [], iam: false }],
  ])('%s', (_case, recordingGroup, types) => {
    expect(recordedTypes({ name: 'default', ...(recordingGroup ? { recordingGroup } : {}) })).toEqual(types);
  });
});
