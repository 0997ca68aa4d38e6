import type { Resource } from 'postern/rule';
import type { LambdaFunction } from 'postern/services/lambda';

export function functionResource({ FunctionArn, Runtime, PackageType }: LambdaFunction): Resource {
  return { type: 'AwsLambdaFunction', id: FunctionArn, details: { Runtime, PackageType } };
}
