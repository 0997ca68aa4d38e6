import type { ConfigurationRecorder, ConfigurationRecorderStatus } from '@aws-sdk/client-config-service';
import { everyRegion } from '../aws/combine-readers.ts';
import { type Named, named } from '../aws/named.ts';
import { service } from '../aws/service.ts';

const config = service({
  id: 'config',
  region: 'regional',
  load: () => import('@aws-sdk/client-config-service'),
  client: (sdk, config) => new sdk.ConfigServiceClient(config),
});

export type Recorder = Named<ConfigurationRecorder, 'name'>;

/**
 * The configuration recorder that the account set up in the Region, or undefined; a Region holds one. Those that
 * services make for themselves are not told of here: they record for that service alone.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorders.html
 */
const configurationRecorder = config.reader(
  ['DescribeConfigurationRecorders'],
  async ({ sdk, client }): Promise<Recorder | undefined> => {
    const { ConfigurationRecorders } = await client.send(new sdk.DescribeConfigurationRecordersCommand({}));
    if (ConfigurationRecorders === undefined) throw new Error('AWS sent no ConfigurationRecorders');
    return named(ConfigurationRecorders, 'name').find(
      ({ servicePrincipal }) => servicePrincipal === undefined,
    );
  },
);

export type RecorderWithStatus = Recorder & { readonly status: ConfigurationRecorderStatus };

/**
 * The recorder of the Region with whether it records, and how its last attempt went; undefined where there is none.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html
 */
export const recorderWithStatus = config
  .using(configurationRecorder)
  .reader(
    [{ ifAny: 'DescribeConfigurationRecorderStatus' }],
    async ({ sdk, client, ask }): Promise<RecorderWithStatus | undefined> => {
      const recorder = await ask(configurationRecorder);
      if (recorder === undefined) return undefined;
      const { ConfigurationRecordersStatus } = await client.send(
        new sdk.DescribeConfigurationRecorderStatusCommand({}),
      );
      const status = ConfigurationRecordersStatus?.find(({ name }) => name === recorder.name);
      if (status === undefined) throw new Error('AWS did not tell the status of the recorder');
      return { ...recorder, status };
    },
  );

/** The recorders of all Regions that are on: what one of them records of IAM, no other has to. */
export const everyRecorder = everyRegion(recorderWithStatus);

/** Which resource types a recorder records. */
export interface RecordedTypes {
  /** Those that it records; undefined where it records all but `without`. */
  readonly only: readonly string[] | undefined;
  /** Those that it leaves out, without those of IAM. */
  readonly without: readonly string[];
  /** Whether it records the users, groups, roles and customer managed policies of IAM, which are no Region's own. */
  readonly iam: boolean;
}

const IAM_TYPES = ['AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User'];

/**
 * What a recorder is told to record; undefined where AWS did not say.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
 */
export function recordedTypes({ recordingGroup }: Recorder): RecordedTypes | undefined {
  if (recordingGroup === undefined) return undefined;
  const { allSupported, includeGlobalResourceTypes, recordingStrategy, exclusionByResourceTypes } =
    recordingGroup;
  if (recordingStrategy?.useOnly === 'EXCLUSION_BY_RESOURCE_TYPES') {
    const excluded: readonly string[] = exclusionByResourceTypes?.resourceTypes ?? [];
    return {
      only: undefined,
      without: excluded.filter((type) => !IAM_TYPES.includes(type)),
      iam: !IAM_TYPES.some((type) => excluded.includes(type)),
    };
  }
  if (allSupported === true)
    return { only: undefined, without: [], iam: includeGlobalResourceTypes === true };
  const only: readonly string[] = recordingGroup.resourceTypes ?? [];
  return { only, without: [], iam: IAM_TYPES.every((type) => only.includes(type)) };
}

/**
 * The Regions where AWS Config was before February 2022: only there it records IAM, whatever it is told to record.
 * https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
 */
const IAM_REGIONS: ReadonlySet<string> = new Set([
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-north-1', 'eu-south-1'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1', 'ap-southeast-2'],
  ...['ap-southeast-3', 'ap-south-1', 'ap-east-1', 'me-south-1', 'af-south-1'],
  ...['cn-north-1', 'cn-northwest-1', 'us-gov-east-1', 'us-gov-west-1'],
  ...['us-iso-east-1', 'us-iso-west-1', 'us-isob-east-1'],
]);

/** Whether a recorder records IAM in its Region. */
export function recordsIam(recorder: Recorder, region: string): boolean {
  return recordedTypes(recorder)?.iam === true && IAM_REGIONS.has(region);
}
