import type { LambdaFunction } from '../../../src/services/lambda/index.ts';

export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:111122223333:function:orders';

export const functionOf = (changes: Partial<LambdaFunction> = {}): LambdaFunction => ({
  FunctionArn: FUNCTION_ARN,
  FunctionName: 'orders',
  Runtime: 'python3.14',
  PackageType: 'Zip',
  variables: { count: 0, secrets: [], hiddenBecause: undefined },
  ...changes,
});
