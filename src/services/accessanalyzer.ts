import type { AnalyzerSummary, FindingSummary } from '@aws-sdk/client-accessanalyzer';
import { derive, scannedRegions } from '../aws/combine-readers.ts';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import { service } from '../aws/service.ts';

const accessAnalyzer = service({
  id: 'accessanalyzer',
  region: 'regional',
  load: () => import('@aws-sdk/client-accessanalyzer'),
  client: (sdk, config) => new sdk.AccessAnalyzerClient(config),
});

export type Analyzer = Named<AnalyzerSummary, 'arn'>;
export type ExternalAccess = Named<FindingSummary, 'id'>;

/**
 * Analyzers of the Region that look for access from outside, in whatever state: the others look for access that is
 * unused, or inside. The API names no largest page.
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ListAnalyzers.html
 */
export const externalAccessAnalyzers = accessAnalyzer.reader(
  ['ListAnalyzers'],
  async ({ sdk, client }): Promise<readonly Analyzer[]> => {
    const analyzers = await pages(sdk.paginateListAnalyzers({ client }, {}), (page) => page.analyzers);
    return named(analyzers, 'arn').filter(({ type }) => type === 'ACCOUNT' || type === 'ORGANIZATION');
  },
);

/**
 * Active findings of the analyzers that work, on resources of the account itself: an analyzer of the organization finds
 * those of all accounts, which are judged where they belong. ListFindings is asked, which tells principal, action and
 * condition at once; ListFindingsV2, for analyzers of every kind, takes a call more for each finding.
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ListFindings.html
 */
export const externalAccessFindings = accessAnalyzer
  .using(externalAccessAnalyzers)
  .reader(
    [{ ifAny: 'ListFindings' }],
    async ({ sdk, client, accountId, ask }): Promise<readonly ExternalAccess[]> => {
      const working = (await ask(externalAccessAnalyzers)).filter(({ status }) => status === 'ACTIVE');
      const filter = {
        status: { eq: ['ACTIVE'] },
        resourceOwnerAccount: { eq: [accountId] },
      };
      const findings = working.map(({ arn }) =>
        pages(sdk.paginateListFindings({ client }, { analyzerArn: arn, filter }), (page) => page.findings),
      );
      return named((await Promise.all(findings)).flat(), 'id');
    },
  );

const externalAccess = derive(
  { analyzers: externalAccessAnalyzers, findings: externalAccessFindings },
  (readings) => readings,
);

/**
 * The same for all Regions that are scanned: a finding about a resource of IAM, which is in no Region, is told in each.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html
 */
export const externalAccessAnywhere = scannedRegions(externalAccess);

/** What Security Hub calls the resource types of Access Analyzer, as far as it has a name. https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources.html */
const RESOURCE_TYPES: ReadonlyMap<string, string> = new Map([
  ['AWS::DynamoDB::Table', 'AwsDynamoDbTable'],
  ['AWS::ECR::Repository', 'AwsEcrRepository'],
  ['AWS::IAM::Role', 'AwsIamRole'],
  ['AWS::IAM::User', 'AwsIamUser'],
  ['AWS::KMS::Key', 'AwsKmsKey'],
  ['AWS::Lambda::Function', 'AwsLambdaFunction'],
  ['AWS::Lambda::LayerVersion', 'AwsLambdaLayerVersion'],
  ['AWS::RDS::DBClusterSnapshot', 'AwsRdsDbClusterSnapshot'],
  ['AWS::RDS::DBSnapshot', 'AwsRdsDbSnapshot'],
  ['AWS::S3::Bucket', 'AwsS3Bucket'],
  ['AWS::SNS::Topic', 'AwsSnsTopic'],
  ['AWS::SQS::Queue', 'AwsSqsQueue'],
  ['AWS::SecretsManager::Secret', 'AwsSecretsManagerSecret'],
]);

/** The resource that a finding is about; the finding itself where it names none. */
export function sharedResource({ id, resource, resourceType }: ExternalAccess): {
  readonly type: string;
  readonly id: string;
} {
  return resource === undefined
    ? { type: 'Other', id }
    : { type: RESOURCE_TYPES.get(resourceType ?? '') ?? 'Other', id: resource };
}
