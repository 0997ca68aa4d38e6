import { BucketLocationConstraint, CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Moto } from '../support/moto.ts';
import type { Answerer, Answers } from '../support/stub.ts';
import { success } from '../support/wire.ts';
import { seedBadlyKept } from '../support/worlds/badly-kept.ts';
import { badlyKept as buckets } from '../support/worlds/services/s3.ts';
import type { World } from '../support/worlds/world.ts';

/**
 * The badly kept account, with what other tools ask beside: the world itself holds no more than Postern reads, and moto
 * does not know every operation.
 */
export async function seedForPeers(moto: Moto): Promise<World> {
  const world = await seedBadlyKept(moto);
  await createBuckets(moto);
  return { ...world, answers: { ...world.answers, ...forOtherTools(world.answers) } };
}

/** For what the world does not say of its buckets, such as where they are. */
async function createBuckets({ endpoint, credentials }: Moto): Promise<void> {
  for (const { name, region = 'us-east-1' } of buckets) {
    const LocationConstraint = Object.values(BucketLocationConstraint).find((each) => each === region);
    const s3 = new S3Client({ endpoint, credentials, region, forcePathStyle: true });
    await s3.send(
      new CreateBucketCommand({
        Bucket: name,
        ...(LocationConstraint && { CreateBucketConfiguration: { LocationConstraint } }),
      }),
    );
    s3.destroy();
  }
}

function forOtherTools(answers: Answers): Answers {
  return {
    // The list of buckets, as clients ask for it that do not name the operation in the query.
    's3:ListObjects': (call, upstream) =>
      call.params.Bucket === undefined
        ? answers['s3:ListBuckets']?.({ ...call, ...LIST_BUCKETS }, upstream)
        : undefined,
    'ec2:DescribeInstances': withElement(answers, 'DescribeInstances', 'instanceId', INSTANCE_TYPE),
    'ec2:DescribeVpcs': withElement(answers, 'DescribeVpcs', 'vpcId', CIDR_BLOCK),
    'ec2:DescribeClientVpnEndpoints': (call) => success(call, { clientVpnEndpoint: [] }),
    'ssm:ListResourceComplianceSummaries': (call) => success(call, { ResourceComplianceSummaryItems: [] }),
    'iam:GenerateServiceLastAccessedDetails': (call) => success(call, { JobId: 'a'.repeat(36) }),
    'iam:GetServiceLastAccessedDetails': (call) =>
      success(call, {
        JobStatus: 'COMPLETED',
        JobCreationDate: new Date(0),
        JobCompletionDate: new Date(0),
        ServicesLastAccessed: [],
        IsTruncated: false,
      }),
  };
}

const LIST_BUCKETS = { operation: 'ListBuckets', body: { root: 'ListAllMyBucketsResult' } };
const INSTANCE_TYPE = '<instanceType>t3.micro</instanceType>';
const CIDR_BLOCK = '<cidrBlock>10.0.0.0/16</cidrBlock>';

/** The world's answer with one more element beside each of that name: AWS always sends it, and Postern never reads it. */
function withElement(answers: Answers, operation: string, beside: string, element: string): Answerer {
  return async (call, upstream) => {
    const answer = await answers[`ec2:${operation}`]?.(call, upstream);
    if (answer === undefined || answer === 'drop') return answer;
    return { ...answer, body: `${answer.body}`.replaceAll(`<${beside}>`, `${element}<${beside}>`) };
  };
}
