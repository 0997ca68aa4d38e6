import { motoAccountId } from '../../moto.ts';
import type { Answers } from '../../stub.ts';
import { atHome } from './at-home.ts';
import type { ServiceWorld } from './service-world.ts';

/** File systems in us-east-1, by id, and whether they are encrypted. */
function fileSystems(all: Readonly<Record<string, boolean>>): Answers {
  return {
    'elasticfilesystem:DescribeFileSystems': atHome(
      {
        FileSystems: Object.entries(all).map(([FileSystemId, Encrypted]) => ({
          FileSystemId,
          FileSystemArn: `arn:aws:elasticfilesystem:us-east-1:${motoAccountId}:file-system/${FileSystemId}`,
          OwnerId: motoAccountId,
          CreationToken: FileSystemId,
          LifeCycleState: 'available',
          NumberOfMountTargets: 0,
          PerformanceMode: 'generalPurpose',
          SizeInBytes: { Value: 6144 },
          Encrypted,
          Tags: [],
        })),
      },
      { FileSystems: [] },
    ),
  };
}

const PLAIN = 'fs-0a1b2c3d4e5f60718';
const ENCRYPTED = 'fs-0f9e8d7c6b5a40312';

export const efsWorld: ServiceWorld = {
  badlyKept: { answers: () => fileSystems({ [PLAIN]: false, [ENCRYPTED]: true }) },
  wellKept: { answers: () => fileSystems({ [ENCRYPTED]: true }) },
  finds: { 'efs/file-system-unencrypted': { fails: [PLAIN], passes: [ENCRYPTED] } },
};
