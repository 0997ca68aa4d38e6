import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  documentShares,
  managedInstances,
  patchStates,
  publicSharingOfDocuments,
} from '../../src/services/ssm.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answerer, Answers } from '../support/stub.ts';
import { failure, success, textParam, type Wire } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const paged =
  (
    list: string,
    items: readonly Wire[],
    asked: unknown[] = [],
    others: Readonly<Record<string, Wire>> = {},
  ): Answerer =>
  (call) => {
    asked.push(call.params.MaxResults);
    const page = Number(textParam(call, 'NextToken') ?? 0);
    return success(call, {
      ...others,
      [list]: items.slice(page, page + 1),
      NextToken: page + 1 < items.length ? String(page + 1) : undefined,
    });
  };
const instancesIn = (...states: readonly string[]): Answers => ({
  'ec2:DescribeInstances': (call) =>
    success(call, {
      reservationSet: [
        {
          instancesSet: states.map((name, index) => ({ instanceId: `i-${index}`, instanceState: { name } })),
        },
      ],
    }),
});
const nodes = (...ids: readonly string[]): Answerer =>
  paged(
    'InstanceInformationList',
    ids.map((InstanceId) => ({ InstanceId, PingStatus: 'Online', ComputerName: 'left out' })),
  );

describe('managedInstances', () => {
  it('every page of EC2 instances, fifty at a time', async () => {
    const asked: unknown[] = [];
    await using scan = await stubbedPlace({
      ...instancesIn('running'),
      'ssm:DescribeInstanceInformation': paged(
        'InstanceInformationList',
        [{ InstanceId: 'i-0', PingStatus: 'Online' }, { InstanceId: 'mi-1' }],
        asked,
      ),
    });
    expect(await managedInstances(scan.place)).toEqual([{ InstanceId: 'i-0', PingStatus: 'Online' }]);
    expect(asked).toEqual([50, 50]);
  });

  it('are asked for only where an instance runs', async () => {
    await using scan = await stubbedPlace(instancesIn('stopped'));
    expect(await managedInstances(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['DescribeInstances']);
  });

  it.each<[string, Answerer, string]>([
    ['denied', denied(), 'denied'],
    ['without the list', (call) => success(call, {}), 'failed'],
  ])('%s is unknown', async (_case, answer, kind) => {
    await using scan = await stubbedPlace({
      ...instancesIn('running'),
      'ssm:DescribeInstanceInformation': answer,
    });
    await expect(managedInstances(scan.place)).rejects.toMatchObject({
      kind,
      action: 'ssm:DescribeInstanceInformation',
    });
  });
});

describe('patchStates', () => {
  it('of fifty instances a call', async () => {
    const asked: unknown[] = [];
    await using scan = await stubbedPlace({
      ...instancesIn('running'),
      'ssm:DescribeInstanceInformation': (call) =>
        success(call, {
          InstanceInformationList: Array.from({ length: 51 }, (_, index) => ({ InstanceId: `i-${index}` })),
        }),
      'ssm:DescribeInstancePatchStates': (call) => {
        const ids: unknown = call.params.InstanceIds;
        asked.push(Array.isArray(ids) ? ids.length : ids);
        return success(call, {
          InstancePatchStates: [
            { InstanceId: 'i-1', SecurityNonCompliantCount: 2, OwnerInformation: 'left out' },
          ],
        });
      },
    });
    const [state] = await patchStates(scan.place);
    expect(state).toMatchObject({ InstanceId: 'i-1', SecurityNonCompliantCount: 2 });
    expect(state).not.toHaveProperty('OwnerInformation');
    expect(asked).toEqual([50, 1]);
  });

  it('are asked for only where an instance is managed', async () => {
    await using scan = await stubbedPlace({
      ...instancesIn('running'),
      'ssm:DescribeInstanceInformation': nodes(),
    });
    expect(await patchStates(scan.place)).toEqual([]);
    expect(scan.calls()).not.toContain('DescribeInstancePatchStates');
  });

  it('denied is unknown', async () => {
    await using scan = await stubbedPlace({
      ...instancesIn('running'),
      'ssm:DescribeInstanceInformation': nodes('i-0'),
      'ssm:DescribeInstancePatchStates': denied(),
    });
    await expect(patchStates(scan.place)).rejects.toMatchObject({ kind: 'denied' });
  });
});

describe('documentShares', () => {
  it('every page of the own documents and of their accounts; one that cannot be asked carries its error', async () => {
    const shares: Readonly<Record<string, Answerer>> = {
      runbook: paged('AccountIds', ['111122223333', 'all'], [], { AccountSharingInfoList: [] }),
      closed: (call) => success(call, { AccountIds: [], AccountSharingInfoList: [] }),
      gone: (call) => failure(call, { code: 'InvalidDocument', message: 'It does not exist', status: 400 }),
      denied: denied(),
    };
    await using scan = await stubbedPlace({
      'ssm:ListDocuments': (call, upstream) => {
        expect(call.params.Filters).toEqual([{ Key: 'Owner', Values: ['Self'] }]);
        return paged(
          'DocumentIdentifiers',
          Object.keys(shares).map((Name) => ({ Name })),
        )(call, upstream);
      },
      'ssm:DescribeDocumentPermission': (call, upstream) =>
        shares[textParam(call, 'Name') ?? '']?.(call, upstream) ?? upstream(),
    });
    expect(
      (await documentShares(scan.place)).map(({ item, answer }) => [
        item,
        answer.ok ? answer.value : answer.error.kind,
      ]),
    ).toEqual([
      ['runbook', ['111122223333', 'all']],
      ['closed', []],
      ['gone', 'gone'],
      ['denied', 'denied'],
    ]);
  });

  it('nobody is asked about documents where there are none', async () => {
    await using scan = await stubbedPlace({
      'ssm:ListDocuments': (call) => success(call, { DocumentIdentifiers: [] }),
    });
    expect(await documentShares(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['ListDocuments']);
  });

  it('denied is unknown', async () => {
    await using scan = await stubbedPlace({ 'ssm:ListDocuments': denied() });
    await expect(documentShares(scan.place)).rejects.toMatchObject({ action: 'ssm:ListDocuments' });
  });
});

describe('publicSharingOfDocuments', () => {
  it('tells the setting', async () => {
    await using scan = await stubbedPlace({
      'ssm:GetServiceSetting': (call) => {
        expect(call.params.SettingId).toBe('/ssm/documents/console/public-sharing-permission');
        return success(call, { ServiceSetting: { SettingValue: 'Enable', Status: 'Default' } });
      },
    });
    expect(await publicSharingOfDocuments(scan.place)).toEqual({ SettingValue: 'Enable', Status: 'Default' });
  });

  it('denied is unknown', async () => {
    await using scan = await stubbedPlace({ 'ssm:GetServiceSetting': denied() });
    await expect(publicSharingOfDocuments(scan.place)).rejects.toMatchObject({ kind: 'denied' });
  });
});
