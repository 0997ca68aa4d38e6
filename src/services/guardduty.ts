import type {
  Administrator,
  DetectorFeatureConfigurationResult,
  Finding,
  GetDetectorResponse,
} from '@aws-sdk/client-guardduty';
import { optional } from '../aws/combine-readers.ts';
import { pages } from '../aws/pages.ts';
import { partitionOf } from '../aws/partitions.ts';
import { service } from '../aws/service.ts';

const guardduty = service({
  id: 'guardduty',
  region: 'regional',
  load: () => import('@aws-sdk/client-guardduty'),
  client: (sdk, config) => new sdk.GuardDutyClient(config),
});

export interface Detector extends Omit<GetDetectorResponse, 'Features'> {
  readonly id: string;
  readonly arn: string;
  readonly Features?: readonly Feature[] | undefined;
}

/** A data source or protection plan of a detector, on or off. AWS has more of them than the SDK names. */
export interface Feature extends Omit<DetectorFeatureConfigurationResult, 'Name'> {
  readonly Name?: string | undefined;
}

/**
 * The detector of the Region with its id and ARN, or undefined where GuardDuty was never turned on.
 * A Region holds at most one: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListDetectors.html
 */
export const detector = guardduty.reader(
  ['ListDetectors', { ifAny: 'GetDetector' }],
  async ({ sdk, client, accountId, partition, region }): Promise<Detector | undefined> => {
    const [id] = await pages(
      sdk.paginateListDetectors({ client, pageSize: 50 }, {}),
      (page) => page.DetectorIds,
    );
    if (id === undefined) return undefined;
    const { $metadata, ...settings } = await client.send(new sdk.GetDetectorCommand({ DetectorId: id }));
    const arn = `arn:${partition.id}:guardduty:${region}:${accountId}:detector/${id}`;
    return { id, arn, ...settings };
  },
);

/**
 * The account that administers GuardDuty for this one, as long as it does; undefined for an account of its own and for
 * the administrator itself. For rules whose verdict does not depend on it.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetAdministratorAccount.html
 */
export const optionalDetectorAdministrator = optional(
  guardduty
    .using(detector)
    .reader(
      [{ ifAny: 'GetAdministratorAccount' }],
      async ({ sdk, client, ask }): Promise<Administrator | undefined> => {
        const found = await ask(detector);
        if (found?.Status !== 'ENABLED') return undefined;
        const { Administrator } = await client.send(
          new sdk.GetAdministratorAccountCommand({ DetectorId: found.id }),
        );
        return Administrator?.RelationshipStatus === 'Enabled' ? Administrator : undefined;
      },
    ),
);

/** The lowest severity that findings are read with: MEDIUM. LOW findings are many and rarely need anybody. */
export const LOWEST_SEVERITY_READ = 4;

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetFindings.html */
const IDS_A_CALL = 50;

/**
 * Unarchived findings of MEDIUM severity and above on the account itself; an administrator account sees those of its
 * members too, which are judged where they belong. Empty where there is no detector.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListFindings.html
 */
export const activeFindings = guardduty
  .using(detector)
  .reader(
    [{ ifAny: 'ListFindings' }, { ifAny: 'GetFindings' }],
    async ({ sdk, client, accountId, ask }): Promise<readonly Finding[]> => {
      const DetectorId = (await ask(detector))?.id;
      if (DetectorId === undefined) return [];
      const FindingCriteria = {
        Criterion: {
          accountId: { Equals: [accountId] },
          'service.archived': { Equals: ['false'] },
          severity: { GreaterThanOrEqual: LOWEST_SEVERITY_READ },
        },
      };
      const ids = await pages(
        sdk.paginateListFindings({ client, pageSize: IDS_A_CALL }, { DetectorId, FindingCriteria }),
        (page) => page.FindingIds,
      );
      const calls = Array.from({ length: Math.ceil(ids.length / IDS_A_CALL) }, (_, call) =>
        client.send(
          new sdk.GetFindingsCommand({
            DetectorId,
            FindingIds: ids.slice(call * IDS_A_CALL, (call + 1) * IDS_A_CALL),
          }),
        ),
      );
      return (await Promise.all(calls)).flatMap(({ Findings }) => Findings ?? []);
    },
  );

/** What a finding is about: a resource type of Security Hub, and the ARN or id that AWS names it by. */
export interface AffectedResource {
  readonly type: string;
  readonly id: string | undefined;
}

/** By `resource.resourceType`: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-summary.html */
const AFFECTED: ReadonlyMap<string | undefined, (finding: Finding) => AffectedResource> = new Map([
  ['AccessKey', ({ Resource }) => affected('AwsIamAccessKey', Resource?.AccessKeyDetails?.AccessKeyId)],
  ['Container', ({ Resource }) => affected('Container', Resource?.ContainerDetails?.Id)],
  ['ECSCluster', ({ Resource }) => affected('AwsEcsCluster', Resource?.EcsClusterDetails?.Arn)],
  ['EKSCluster', ({ Resource }) => affected('AwsEksCluster', Resource?.EksClusterDetails?.Arn)],
  ['Instance', (finding) => affected('AwsEc2Instance', instanceArn(finding))],
  ['Lambda', ({ Resource }) => affected('AwsLambdaFunction', Resource?.LambdaDetails?.FunctionArn)],
  [
    'RDSDBInstance',
    ({ Resource }) => affected('AwsRdsDbInstance', Resource?.RdsDbInstanceDetails?.DbInstanceArn),
  ],
  ['RDSLimitlessDB', ({ Resource }) => affected('Other', Resource?.RdsLimitlessDbDetails?.DbShardGroupArn)],
  ['S3Bucket', ({ Resource }) => affected('AwsS3Bucket', Resource?.S3BucketDetails?.[0]?.Arn)],
  [
    'S3Object',
    ({ Resource }) =>
      affected('AwsS3Object', Resource?.S3BucketDetails?.[0]?.S3ObjectDetails?.[0]?.ObjectArn),
  ],
]);

/** The resource that a finding is about; the finding itself where it names none, or several as an attack sequence does. */
export function affectedResource(finding: Finding): { readonly type: string; readonly id: string } {
  const { type, id } =
    AFFECTED.get(finding.Resource?.ResourceType)?.(finding) ?? affected('Other', undefined);
  return id === undefined ? { type: 'Other', id: finding.Arn ?? finding.Id ?? 'finding' } : { type, id };
}

function affected(type: string, id: string | undefined): AffectedResource {
  return { type, id };
}

function instanceArn({ Arn, Region, AccountId, Resource }: Finding): string | undefined {
  const InstanceId = Resource?.InstanceDetails?.InstanceId;
  const [, partition] = Arn?.split(':') ?? [];
  return InstanceId === undefined ||
    partition === undefined ||
    Region === undefined ||
    AccountId === undefined
    ? undefined
    : `arn:${partition}:ec2:${Region}:${AccountId}:instance/${InstanceId}`;
}

/**
 * Where people look at a finding, as AWS links it from notifications; undefined in a partition whose console we do not know.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 * @param region whose GuardDuty holds the finding, which may differ from the Region that the finding names
 */
export function findingUrl(id: string, partition: string, region: string): string | undefined {
  const host = partitionOf(partition)?.consoleHost;
  return host === undefined
    ? undefined
    : `https://${host}/guardduty/home?region=${region}#/findings?search=id%3D${encodeURIComponent(id)}`;
}
