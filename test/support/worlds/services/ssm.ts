import type { Answers } from '../../stub.ts';
import { success, textParam, type Wire } from '../../wire.ts';
import { daysAgo } from '../world.ts';
import { everywhere, type ServiceWorld, type Surroundings } from './service-world.ts';

interface Managed {
  readonly id: string;
  readonly securityPatches: number;
}

/**
 * Systems Manager, which moto has without instances, settings and shares.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html
 * @param documents the accounts that each document in us-east-1 is shared with
 */
function ssm(
  now: Date,
  managed: readonly Managed[],
  documents: Readonly<Record<string, readonly string[]>>,
  publicSharing: 'Enable' | 'Disable',
): Answers {
  const inUse = (region: string, items: readonly Wire[]) => (region === 'us-east-1' ? items : []);
  return {
    'ssm:DescribeInstanceInformation': (call) =>
      success(call, {
        InstanceInformationList: inUse(
          call.region,
          managed.map(({ id }) => ({
            InstanceId: id,
            PingStatus: 'Online',
            LastPingDateTime: now,
            AgentVersion: '3.3.1',
          })),
        ),
      }),
    'ssm:DescribeInstancePatchStates': (call) =>
      success(call, {
        InstancePatchStates: managed.map(({ id, securityPatches }) => ({
          InstanceId: id,
          PatchGroup: '',
          BaselineId: 'pb-0123456789abcdef0',
          Operation: 'Scan',
          OperationStartTime: daysAgo(1, now),
          OperationEndTime: daysAgo(1, now),
          MissingCount: securityPatches,
          FailedCount: 0,
          CriticalNonCompliantCount: 0,
          SecurityNonCompliantCount: securityPatches,
          OtherNonCompliantCount: 0,
        })),
      }),
    'ssm:ListDocuments': (call) =>
      success(call, {
        DocumentIdentifiers: inUse(
          call.region,
          Object.keys(documents).map((Name) => ({ Name, Owner: 'self' })),
        ),
      }),
    'ssm:DescribeDocumentPermission': (call) => {
      const AccountIds = documents[textParam(call, 'Name') ?? ''] ?? [];
      return success(call, {
        AccountIds,
        AccountSharingInfoList: AccountIds.map((AccountId) => ({
          AccountId,
          SharedDocumentVersion: '$DEFAULT',
        })),
      });
    },
    'ssm:GetServiceSetting': (call) =>
      success(call, {
        ServiceSetting: {
          SettingId: textParam(call, 'SettingId'),
          SettingValue: publicSharing,
          Status: publicSharing === 'Enable' ? 'Default' : 'Customized',
        },
      }),
  };
}

/** Of the instances of `ec2-resources.ts`. */
export const systemsManager: ServiceWorld = {
  badlyKept: {
    answers: ({ now }: Surroundings) =>
      ssm(
        now,
        [
          { id: 'i-good', securityPatches: 0 },
          { id: 'i-unpatched', securityPatches: 4 },
        ],
        { runbook: ['all'], inventory: [] },
        'Enable',
      ),
  },
  wellKept: {
    answers: ({ now }: Surroundings) =>
      ssm(now, [{ id: 'i-good', securityPatches: 0 }], { inventory: [] }, 'Disable'),
  },
  finds: {
    'ec2/instance-missing-patches': { fails: ['i-unpatched'], passes: ['i-good'] },
    'ec2/instance-not-managed': {
      fails: ['i-web'],
      passes: ['i-good', 'i-unpatched'],
      notApplicable: ['i-batch'],
    },
    'ssm/document-public': {
      fails: ['runbook', ...everywhere('account public sharing')],
      passes: ['inventory'],
    },
  },
};
