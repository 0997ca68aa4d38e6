/**
 * The scans of Inspector by AWS's names: as they are turned on, and as the state of an account has them.
 * https://docs.aws.amazon.com/inspector/v2/APIReference/API_ResourceState.html
 */
export const SCANS = [
  { type: 'EC2', name: 'ec2', of: 'EC2 instances' },
  { type: 'ECR', name: 'ecr', of: 'container images' },
  { type: 'LAMBDA', name: 'lambda', of: 'Lambda functions' },
  { type: 'LAMBDA_CODE', name: 'lambdaCode', of: 'the code of Lambda functions' },
] as const;

/** What a part is about, by its type. */
export function inWords(type = ''): string {
  return SCANS.find((scan) => scan.type === type)?.of ?? type;
}
