import type { Answerer, Answers } from '../../stub.ts';
import { type Answer, type Call, success, textParam, type Wire } from '../../wire.ts';
import { daysAgo } from '../world.ts';
import { everywhere, type Row, type ServiceWorld, type Surroundings } from './service-world.ts';

/** What there is in the one Region that is used, us-east-1. */
interface Inventory {
  readonly instances: readonly Wire[];
  readonly images: readonly (Readonly<Record<string, Wire>> & { readonly own: boolean })[];
  readonly userData: Readonly<Record<string, string>>;
  readonly templates: readonly Wire[];
  readonly volumes: readonly Wire[];
  readonly snapshots: readonly (Readonly<Record<string, Wire>> & { readonly everybody: boolean })[];
  readonly vpcs: readonly string[];
  readonly flowLogs: readonly Wire[];
  readonly transitGateways: readonly Wire[];
}

const inUse =
  (answer: (call: Call) => Readonly<Record<string, Wire>>, empty: Readonly<Record<string, Wire>>): Answerer =>
  (call) =>
    success(call, call.region === 'us-east-1' ? answer(call) : empty);

/**
 * EC2 as AWS answers it; moto holds some of it, under ids of its own.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html
 */
function ec2(inventory: Inventory, isClosed: (region: string) => boolean): Answers {
  const { instances, images, userData, templates, volumes, snapshots, vpcs, flowLogs, transitGateways } =
    inventory;
  const setting =
    (closed: Readonly<Record<string, Wire>>, open: Readonly<Record<string, Wire>>) =>
    (call: Call): Answer =>
      success(call, isClosed(call.region) ? closed : open);
  return {
    'ec2:DescribeInstances': inUse(() => ({ reservationSet: [{ instancesSet: instances }] }), {
      reservationSet: [],
    }),
    'ec2:DescribeInstanceAttribute': (call) => {
      const instanceId = textParam(call, 'InstanceId') ?? '';
      const script = userData[instanceId];
      return success(call, {
        instanceId,
        userData: script === undefined ? {} : { value: Buffer.from(script).toString('base64') },
      });
    },
    'ec2:DescribeImages': inUse(
      (call) => ({
        imagesSet: images
          .filter(({ own, imageId }) =>
            textParam(call, 'Owner.1') === 'self' ? own : Object.values(call.params).includes(imageId),
          )
          .map(({ own, ...image }) => image),
      }),
      { imagesSet: [] },
    ),
    'ec2:DescribeLaunchTemplateVersions': inUse(() => ({ launchTemplateVersionSet: templates }), {
      launchTemplateVersionSet: [],
    }),
    'ec2:DescribeVolumes': inUse(() => ({ volumeSet: volumes }), { volumeSet: [] }),
    'ec2:DescribeSnapshots': inUse(
      (call) => ({
        snapshotSet: snapshots
          .filter(({ everybody }) => everybody || textParam(call, 'RestorableBy.1') !== 'all')
          .map(({ everybody, ...snapshot }) => snapshot),
      }),
      { snapshotSet: [] },
    ),
    'ec2:DescribeVpcs': inUse(() => ({ vpcSet: vpcs.map((vpcId) => ({ vpcId, isDefault: false })) }), {
      vpcSet: [],
    }),
    'ec2:DescribeFlowLogs': inUse(() => ({ flowLogSet: flowLogs }), { flowLogSet: [] }),
    'ec2:DescribeTransitGateways': inUse(() => ({ transitGatewaySet: transitGateways }), {
      transitGatewaySet: [],
    }),
    'ec2:GetEbsEncryptionByDefault': setting(
      { ebsEncryptionByDefault: true, sseType: 'sse-ebs' },
      { ebsEncryptionByDefault: false, sseType: 'none' },
    ),
    'ec2:GetImageBlockPublicAccessState': setting(
      { imageBlockPublicAccessState: 'block-new-sharing', managedBy: 'account' },
      { imageBlockPublicAccessState: 'unblocked', managedBy: 'account' },
    ),
    'ec2:GetSnapshotBlockPublicAccessState': setting(
      { state: 'block-all-sharing', managedBy: 'account' },
      { state: 'unblocked', managedBy: 'account' },
    ),
    'ec2:GetSerialConsoleAccessStatus': setting(
      { serialConsoleAccessEnabled: false, managedBy: 'account' },
      { serialConsoleAccessEnabled: true, managedBy: 'account' },
    ),
    'ec2:GetInstanceMetadataDefaults': setting(
      { accountLevel: { httpTokens: 'required', managedBy: 'account' } },
      { accountLevel: { managedBy: 'account' } },
    ),
  };
}

const instance = (
  instanceId: string,
  imageId: string,
  now: Date,
  { httpTokens = 'required', state = 'running' } = {},
): Wire => ({
  instanceId,
  imageId,
  instanceState: { name: state },
  launchTime: daysAgo(60, now),
  metadataOptions: { httpEndpoint: 'enabled', httpTokens },
  iamInstanceProfile: { arn: 'arn:aws:iam::111122223333:instance-profile/web' },
  tagSet: [],
});

const image = (imageId: string, days: number, now: Date, changes: Readonly<Record<string, Wire>> = {}) => ({
  own: false,
  imageId,
  name: imageId,
  isPublic: false,
  creationDate: daysAgo(days, now).toISOString(),
  tagSet: [],
  ...changes,
});

/** One without `httpTokens` leaves it to its image. */
const template = (launchTemplateId: string, httpTokens?: string): Wire => ({
  launchTemplateId,
  launchTemplateName: launchTemplateId,
  versionNumber: 1,
  defaultVersion: true,
  launchTemplateData: {
    imageId: 'ami-new',
    ...(httpTokens !== undefined && { metadataOptions: { httpTokens } }),
    securityGroupIdSet: ['sg-of-the-template'],
  },
});

const volume = (volumeId: string, encrypted: boolean, ...instanceIds: readonly string[]): Wire => ({
  volumeId,
  encrypted,
  status: instanceIds.length === 0 ? 'available' : 'in-use',
  attachmentSet: instanceIds.map((instanceId) => ({ instanceId, status: 'attached' })),
  tagSet: [],
});

const snapshot = (snapshotId: string, encrypted: boolean, everybody = false) => ({
  everybody,
  snapshotId,
  encrypted,
  volumeId: 'vol-ffffffff',
  tagSet: [],
});

const flowLog = (resourceId: string): Wire => ({
  flowLogId: `fl-${resourceId}`,
  resourceId,
  flowLogStatus: 'ACTIVE',
  deliverLogsStatus: 'SUCCESS',
  trafficType: 'ALL',
  tagSet: [],
});

const transitGateway = (id: string, accountId: string, accepts: 'enable' | 'disable'): Wire => ({
  transitGatewayId: id,
  transitGatewayArn: `arn:aws:ec2:us-east-1:${accountId}:transit-gateway/${id}`,
  ownerId: accountId,
  state: 'available',
  options: { autoAcceptSharedAttachments: accepts },
  tagSet: [],
});

/** Nobody's. */
const password = ['DB_PASSWORD=', 'Tr0ub4dor', '-and-3'].join('');

const badlyKept = ({ now, accountId }: Surroundings): Answers =>
  ec2(
    {
      instances: [
        instance('i-web', 'ami-old', now, { httpTokens: 'optional' }),
        instance('i-batch', 'ami-gone', now, { state: 'stopped' }),
        instance('i-good', 'ami-new', now),
        instance('i-unpatched', 'ami-new', now),
      ],
      images: [
        image('ami-old', 400, now),
        image('ami-new', 20, now, { own: true }),
        image('ami-public', 30, now, { own: true, isPublic: true }),
      ],
      userData: {
        'i-web': `#!/bin/bash\nyum install -y app\nexport ${password}\n`,
        'i-good': '#!/bin/bash\nyum install -y app\n',
      },
      templates: [template('lt-old', 'optional'), template('lt-new', 'required'), template('lt-open')],
      volumes: [
        volume('vol-open', false, 'i-web'),
        volume('vol-closed', true, 'i-good'),
        volume('vol-spare', false),
      ],
      snapshots: [snapshot('snap-public', false, true), snapshot('snap-closed', true)],
      vpcs: ['vpc-logged', 'vpc-unlogged'],
      flowLogs: [flowLog('vpc-logged')],
      transitGateways: [
        transitGateway('tgw-open', accountId, 'enable'),
        transitGateway('tgw-closed', accountId, 'disable'),
      ],
    },
    (region) => region === 'eu-central-1',
  );

const wellKept = ({ now, accountId }: Surroundings): Answers =>
  ec2(
    {
      instances: [instance('i-good', 'ami-new', now)],
      images: [image('ami-new', 20, now, { own: true })],
      userData: { 'i-good': '#!/bin/bash\nyum install -y app\n' },
      templates: [template('lt-new', 'required'), template('lt-open')],
      volumes: [volume('vol-closed', true, 'i-good')],
      snapshots: [snapshot('snap-closed', true)],
      vpcs: ['vpc-logged'],
      flowLogs: [flowLog('vpc-logged')],
      transitGateways: [transitGateway('tgw-closed', accountId, 'disable')],
    },
    () => true,
  );

/** Settings are right in eu-central-1 alone. */
const settings: Row = {
  fails: everywhere('account').filter((name) => !name.startsWith('eu-central-1')),
  passes: ['eu-central-1 account'],
};

export const ec2Resources: ServiceWorld = {
  badlyKept: { answers: badlyKept },
  wellKept: { answers: wellKept },
  finds: {
    'ec2/ebs-encryption-not-default': settings,
    'ec2/image-public': { fails: ['ami-public'], passes: ['ami-new'] },
    'ec2/image-sharing-not-blocked': settings,
    'ec2/imdsv1-allowed': { fails: ['i-web'], passes: ['i-batch', 'i-good', 'i-unpatched'] },
    'ec2/imdsv2-not-default': settings,
    'ec2/instance-image-outdated': { fails: ['i-web', 'i-batch'], passes: ['i-good', 'i-unpatched'] },
    'ec2/launch-template-allows-imdsv1': { fails: ['lt-old', 'lt-open'], passes: ['lt-new'] },
    'ec2/serial-console-enabled': settings,
    'ec2/snapshot-public': { fails: ['snap-public'], passes: ['snap-closed'] },
    'ec2/snapshot-sharing-not-blocked': settings,
    'ec2/snapshot-unencrypted': { fails: ['snap-public'], passes: ['snap-closed'] },
    'ec2/user-data-holds-secret': { fails: ['i-web'], passes: ['i-batch', 'i-good', 'i-unpatched'] },
    'ec2/volume-unencrypted': {
      fails: ['vol-open'],
      passes: ['vol-closed'],
      notApplicable: ['vol-spare'],
    },
    'vpc/flow-logs-missing': { fails: ['vpc-unlogged'], passes: ['vpc-logged'] },
    'vpc/transit-gateway-auto-accepts': { fails: ['tgw-open'], passes: ['tgw-closed'] },
  },
};
