/** What Postern reads of Lambda: published as `postern/services/lambda`. */
export { type FunctionAccess, type FunctionAlias, type FunctionUrl, functionAccess } from './access.ts';
export { type FunctionVariables, functions, type LambdaFunction, type SecretVariable } from './functions.ts';
export { RUNTIMES_TABLE, type RuntimeDates, type RuntimeSupport, runtimeSupport } from './runtimes.ts';
