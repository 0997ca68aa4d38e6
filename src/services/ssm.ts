import type {
  InstanceInformation as AwsInstanceInformation,
  InstancePatchState as AwsPatchState,
} from '@aws-sdk/client-ssm';
import { optional } from '../aws/combine-readers.ts';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import type { ItemAnswer } from '../aws/reader.ts';
import { service } from '../aws/service.ts';
import { instances } from './ec2/instances.ts';

const ssm = service({
  id: 'ssm',
  region: 'regional',
  load: () => import('@aws-sdk/client-ssm'),
  client: (sdk, config) => new sdk.SSMClient(config),
});

/** An EC2 instance whose agent has reported to Systems Manager. */
export type ManagedInstance = Pick<
  Named<AwsInstanceInformation, 'InstanceId'>,
  'InstanceId' | 'PingStatus' | 'LastPingDateTime' | 'AgentVersion'
>;

/** What Patch Manager last found on an instance, in numbers of patches. */
export type PatchState = Pick<
  Named<AwsPatchState, 'InstanceId'>,
  | 'InstanceId'
  | 'BaselineId'
  | 'PatchGroup'
  | 'OperationEndTime'
  | 'CriticalNonCompliantCount'
  | 'SecurityNonCompliantCount'
  | 'OtherNonCompliantCount'
  | 'MissingCount'
  | 'FailedCount'
  | 'InstalledPendingRebootCount'
>;

/**
 * EC2 instances that Systems Manager manages; those that are stopped may be missing. None are asked for where no instance
 * runs. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
 */
export const managedInstances = ssm
  .using(instances)
  .reader(
    [{ ifAny: 'DescribeInstanceInformation' }],
    async ({ sdk, client, ask }): Promise<readonly ManagedInstance[]> => {
      const running = (await ask(instances)).some(({ State }) => State?.Name === 'running');
      if (!running) return [];
      const nodes = await pages(
        sdk.paginateDescribeInstanceInformation({ client, pageSize: 50 }, {}),
        (page) => page.InstanceInformationList && named(page.InstanceInformationList, 'InstanceId'),
      );
      return nodes
        .filter(({ InstanceId }) => InstanceId.startsWith('i-'))
        .map(({ InstanceId, PingStatus, LastPingDateTime, AgentVersion }) => ({
          InstanceId,
          PingStatus,
          LastPingDateTime,
          AgentVersion,
        }));
    },
  );

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstancePatchStates.html */
const IDS_A_CALL = 50;

/**
 * What Patch Manager last found on the managed instances. Those on which it never looked are missing.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstancePatchState.html
 */
export const patchStates = ssm
  .using(managedInstances)
  .reader(
    [{ ifAny: 'DescribeInstancePatchStates' }],
    async ({ sdk, client, ask }): Promise<readonly PatchState[]> => {
      const ids = (await ask(managedInstances)).map(({ InstanceId }) => InstanceId);
      const calls = Array.from({ length: Math.ceil(ids.length / IDS_A_CALL) }, (_, call) =>
        pages(
          sdk.paginateDescribeInstancePatchStates(
            { client, pageSize: 100 },
            { InstanceIds: ids.slice(call * IDS_A_CALL, (call + 1) * IDS_A_CALL) },
          ),
          (page) =>
            page.InstancePatchStates && named(page.InstancePatchStates, 'InstanceId').map(patchStateOf),
        ),
      );
      return (await Promise.all(calls)).flat();
    },
  );

function patchStateOf(state: Named<AwsPatchState, 'InstanceId'>): PatchState {
  return {
    InstanceId: state.InstanceId,
    BaselineId: state.BaselineId,
    PatchGroup: state.PatchGroup,
    OperationEndTime: state.OperationEndTime,
    CriticalNonCompliantCount: state.CriticalNonCompliantCount,
    SecurityNonCompliantCount: state.SecurityNonCompliantCount,
    OtherNonCompliantCount: state.OtherNonCompliantCount,
    MissingCount: state.MissingCount,
    FailedCount: state.FailedCount,
    InstalledPendingRebootCount: state.InstalledPendingRebootCount,
  };
}

/**
 * The names of the account's own documents, with the accounts that each is shared with: `all` for everybody.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListDocuments.html
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeDocumentPermission.html
 */
export const documentShares = ssm.reader(
  ['ListDocuments', { ifAny: 'DescribeDocumentPermission' }],
  async ({ sdk, client, each }): Promise<readonly ItemAnswer<string, readonly string[] | 'gone'>[]> => {
    const documents = await pages(
      sdk.paginateListDocuments({ client, pageSize: 50 }, { Filters: [{ Key: 'Owner', Values: ['Self'] }] }),
      (page) => page.DocumentIdentifiers && named(page.DocumentIdentifiers, 'Name'),
    );
    const permissionsOf = async function* (Name: string) {
      let NextToken: string | undefined;
      do {
        const page = await client.send(
          new sdk.DescribeDocumentPermissionCommand({
            Name,
            PermissionType: 'Share',
            MaxResults: 200,
            NextToken,
          }),
        );
        yield page;
        NextToken = page.NextToken;
      } while (NextToken);
    };
    return each(
      documents.map(({ Name }) => Name),
      async (Name) => {
        try {
          return await pages(permissionsOf(Name), (page) => page.AccountIds);
        } catch (error) {
          if (error instanceof sdk.InvalidDocument) return 'gone';
          throw error;
        }
      },
    );
  },
);

/**
 * Whether documents may be shared with everybody: `Enable`, which is the default, or `Disable`.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html#block-public-access
 */
export const publicSharingOfDocuments = ssm.reader(['GetServiceSetting'], async ({ sdk, client }) => {
  const { ServiceSetting } = await client.send(
    new sdk.GetServiceSettingCommand({ SettingId: '/ssm/documents/console/public-sharing-permission' }),
  );
  return { SettingValue: ServiceSetting?.SettingValue, Status: ServiceSetting?.Status };
});

/** The same, for rules that judge without it. */
export const optionalPublicSharingOfDocuments = optional(publicSharingOfDocuments);
