import type { EnvironmentResponse, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { secretInVariable } from '../../secrets/find-secrets.ts';
import { lambda } from './service.ts';

/** An environment variable that holds a secret. Its value stays at AWS. */
export interface SecretVariable {
  readonly name: string;
  /** What it holds, in words such as `GitHub token`. */
  readonly kind: string;
}

/** The environment variables of a function. */
export interface FunctionVariables {
  readonly count: number;
  readonly secrets: readonly SecretVariable[];
  /** Why AWS did not show them, as a rule because the scan may not decrypt with their key. */
  readonly hiddenBecause: string | undefined;
}

/** A function as it is when nobody names a version or an alias. */
export interface LambdaFunction {
  readonly FunctionArn: string;
  readonly FunctionName: string;
  /** `python3.14`; `custom` for one that customers manage; undefined for a container image. */
  readonly Runtime: string | undefined;
  /** `Zip`, or `Image` for a container image. */
  readonly PackageType: string | undefined;
  readonly variables: FunctionVariables;
}

/**
 * The functions of the Region. Of the values of their environment variables only the kinds of secrets in them are kept.
 * AWS sends 50 functions a page, whatever page is asked for.
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
 */
export const functions = lambda.reader(['ListFunctions'], ({ sdk, client }) =>
  pages(
    sdk.paginateListFunctions({ client }, {}),
    (page) => page.Functions && named(page.Functions, 'FunctionArn', 'FunctionName').map(withoutValues),
  ),
);

function withoutValues({
  FunctionArn,
  FunctionName,
  Runtime,
  PackageType,
  Environment,
}: Named<FunctionConfiguration, 'FunctionArn' | 'FunctionName'>): LambdaFunction {
  return { FunctionArn, FunctionName, Runtime, PackageType, variables: variablesOf(Environment) };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_EnvironmentResponse.html */
function variablesOf({ Variables = {}, Error: hidden }: EnvironmentResponse = {}): FunctionVariables {
  const variables = Object.entries(Variables);
  return {
    count: variables.length,
    secrets: variables.flatMap(([name, value]) => {
      const kind = secretInVariable(name, value);
      return kind === undefined ? [] : [{ name, kind }];
    }),
    hiddenBecause: hidden && `${hidden.ErrorCode ?? 'an error'}: ${hidden.Message ?? 'without a reason'}`,
  };
}
