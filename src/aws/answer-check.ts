import type { HttpResponse } from '@smithy/core/protocols';
import { getSmithyContext } from '@smithy/core/transport';
import type { DeserializeMiddleware, HandlerExecutionContext, StaticOperationSchema } from '@smithy/types';
import type { Omissions } from './absent-members.ts';
import type { Operation } from './actions.ts';
import { type Awaited, checkBody } from './answer-body.ts';
import { checkMembers } from './answer-members.ts';
import { DamagedAnswerError, whatCame } from './damaged-answer.ts';

/** What is known of an SDK client whose answers are looked at. */
export interface AnswersOf {
  /** Such as `aws.protocols#awsQuery`. */
  readonly protocol: string;
  /** What its service was declared to leave out. */
  readonly omissions: Omissions;
}

/** What an operation of an SDK client promises. */
async function awaited(
  operation: Operation,
  { protocol, omissions }: AnswersOf,
  context: HandlerExecutionContext,
): Promise<Awaited> {
  const { operationSchema: schema } = getSmithyContext(context);
  if (!isOperationSchema(schema))
    throw new Error(
      `the SDK client of ${operation.service} does not say what its answers hold: it is too old`,
    );
  const { NormalizedSchema } = await import('@smithy/core/schema');
  return { ...operation, protocol, omissions, output: NormalizedSchema.of(schema[5]) };
}

/** @throws DamagedAnswerError unless what came over the wire is an answer to the operation, or an error of AWS. */
export async function checkResponse(
  operation: Operation,
  answers: AnswersOf,
  context: HandlerExecutionContext,
  response: unknown,
): Promise<void> {
  const { HttpResponse } = await import('@smithy/core/protocols');
  if (HttpResponse.isInstance(response)) checkBody(await awaited(operation, answers, context), response);
}

/**
 * Believes what the SDK made of an answer only when it holds what the operation promises. It runs within every attempt,
 * so that damage is tried again.
 */
export function believed<Input extends object, Output extends object>(
  operationOf: (context: HandlerExecutionContext) => Operation,
  answers: AnswersOf,
): DeserializeMiddleware<Input, Output> {
  return (next, context) => async (args) => {
    const result = await next(args).catch((error: unknown) => {
      throw misread(error) ?? error;
    });
    const { HttpResponse } = await import('@smithy/core/protocols');
    if (HttpResponse.isInstance(result.response))
      checkMembers(
        await awaited(operationOf(context), answers, context),
        { ...result.output },
        result.response,
      );
    return result;
  };
}

/** The SDK could make nothing of an answer: it then throws no error of the service, which would have a fault. */
function misread(error: unknown): DamagedAnswerError | undefined {
  if (!(error instanceof Error) || '$fault' in error || error instanceof DamagedAnswerError) return undefined;
  if (!('$response' in error) || !isHttpResponse(error.$response)) return undefined;
  return new DamagedAnswerError(
    `what came could not be understood (${whatCame(error.$response, 'as an answer of AWS')})`,
    { cause: error },
  );
}

function isHttpResponse(value: unknown): value is HttpResponse {
  return typeof value === 'object' && value !== null && 'statusCode' in value && 'headers' in value;
}

function isOperationSchema(schema: unknown): schema is StaticOperationSchema {
  return Array.isArray(schema) && schema.length === 6;
}
