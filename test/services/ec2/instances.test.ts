import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { instances, userDataSecrets } from '../../../src/services/ec2/instances.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer } from '../../support/stub.ts';
import { failure, success, textParam, type Wire } from '../../support/wire.ts';
import { paged } from './pages.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const instance = (instanceId: string, changes: Record<string, Wire> = {}) => ({
  instanceId,
  instanceState: { name: 'running' },
  ...changes,
});
const reserved = (...instancesSet: Wire[]) => ({ instancesSet });
const launched = (group: string, version: string) => ({
  tagSet: [
    { key: 'aws:autoscaling:groupName', value: group },
    { key: 'aws:ec2launchtemplate:id', value: 'lt-1' },
    { key: 'aws:ec2launchtemplate:version', value: version },
  ],
});

describe('instances', () => {
  it('every page, a thousand at a time, without those that are terminated', async () => {
    const asked: (string | undefined)[] = [];
    await using scan = await stubbedPlace({
      'ec2:DescribeInstances': paged(
        'reservationSet',
        [
          reserved(instance('i-1'), instance('i-2', { instanceState: { name: 'terminated' } })),
          reserved(instance('i-3', { instanceState: { name: 'stopped' } })),
          reserved(instance('i-4', { instanceState: { name: 'shutting-down' } })),
        ],
        asked,
      ),
    });
    expect((await instances(scan.place)).map(({ InstanceId }) => InstanceId)).toEqual(['i-1', 'i-3']);
    expect(asked).toEqual(['1000', '1000', '1000']);
  });

  it.each<[string, Answerer, string]>([
    ['denied', denied(), 'denied'],
    ['without the list', (call) => success(call, {}), 'failed'],
    ['an instance without an id', paged('reservationSet', [reserved({ imageId: 'ami-1' })]), 'failed'],
  ])('%s is unknown, not none', async (_case, answer, kind) => {
    await using scan = await stubbedPlace({ 'ec2:DescribeInstances': answer });
    await expect(instances(scan.place)).rejects.toMatchObject({ kind, action: 'ec2:DescribeInstances' });
  });
});

describe('userDataSecrets', () => {
  const script = '#!/bin/sh\nexport DB_PASSWORD=Tr0ub4dor\n';
  const data: Readonly<Record<string, Answerer>> = {
    'i-secret': (call) => success(call, { userData: { value: Buffer.from(script).toString('base64') } }),
    'i-packed': (call) => success(call, { userData: { value: gzipSync(script).toString('base64') } }),
    'i-broken': (call) => success(call, { userData: { value: 'H4sIAAAA' } }),
    'i-none': (call) => success(call, { userData: {} }),
    'i-denied': denied(),
    'i-gone': (call) =>
      failure(call, { code: 'InvalidInstanceID.NotFound', message: 'It does not exist', status: 400 }),
    'i-other': (call) => success(call, { instanceId: 'i-other' }),
  };

  it('of each instance, of which one that cannot be asked carries its error', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeInstances': paged('reservationSet', [
        reserved(...Object.keys(data).map((id) => instance(id))),
      ]),
      'ec2:DescribeInstanceAttribute': (call, upstream) => {
        expect(textParam(call, 'Attribute')).toBe('userData');
        const answer = data[textParam(call, 'InstanceId') ?? ''];
        return answer === undefined ? upstream() : answer(call, upstream);
      },
    });
    const told = await userDataSecrets(scan.place);
    expect(
      told.map(({ instance: { InstanceId }, answer }) => [
        InstanceId,
        answer.ok ? answer.value : answer.error.kind,
      ]),
    ).toEqual([
      ['i-secret', [{ kind: 'password', line: 2 }]],
      ['i-packed', [{ kind: 'password', line: 2 }]],
      ['i-broken', 'packed'],
      ['i-none', []],
      ['i-denied', 'denied'],
      ['i-gone', 'gone'],
      ['i-other', 'failed'],
    ]);
    expect(JSON.stringify(told)).not.toContain('Tr0ub4dor');
  });

  it('one of those that a group launched from one version of a template is asked', async () => {
    const asked: (string | undefined)[] = [];
    await using scan = await stubbedPlace({
      'ec2:DescribeInstances': paged('reservationSet', [
        reserved(
          instance('i-1', launched('web', '1')),
          instance('i-2', launched('web', '1')),
          instance('i-3', launched('web', '2')),
          instance('i-4', launched('api', '1')),
          instance('i-5', { tagSet: [{ key: 'aws:autoscaling:groupName', value: 'old' }] }),
          instance('i-6', { tagSet: [{ key: 'aws:autoscaling:groupName', value: 'old' }] }),
        ),
      ]),
      'ec2:DescribeInstanceAttribute': (call) => {
        asked.push(textParam(call, 'InstanceId'));
        return success(call, { userData: {} });
      },
    });
    expect((await userDataSecrets(scan.place)).map(({ readFrom }) => readFrom)).toEqual([
      'i-1',
      'i-1',
      'i-3',
      'i-4',
      'i-5',
      'i-6',
    ]);
    expect(asked.sort()).toEqual(['i-1', 'i-3', 'i-4', 'i-5', 'i-6']);
  });

  it('another one of them is asked where that one went meanwhile', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeInstances': paged('reservationSet', [
        reserved(
          instance('i-gone', launched('web', '1')),
          instance('i-secret', launched('web', '1')),
          instance('i-none', launched('web', '1')),
        ),
      ]),
      'ec2:DescribeInstanceAttribute': (call, upstream) =>
        data[textParam(call, 'InstanceId') ?? '']?.(call, upstream) ?? upstream(),
    });
    expect((await userDataSecrets(scan.place)).map(({ readFrom, answer }) => [readFrom, answer])).toEqual(
      Array.from({ length: 3 }, () => ['i-secret', { ok: true, value: [{ kind: 'password', line: 2 }] }]),
    );
  });

  it('nobody is asked where there is no instance', async () => {
    await using scan = await stubbedPlace({ 'ec2:DescribeInstances': paged('reservationSet', []) });
    expect(await userDataSecrets(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['DescribeInstances']);
  });
});
