import type { FunctionUrlConfig as AwsUrlConfig } from '@aws-sdk/client-lambda';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { Answer } from '../../aws/reader.ts';
import type { PolicyText } from '../../policy/outside/admission.ts';
import { functions, type LambdaFunction } from './functions.ts';
import { lambda } from './service.ts';

/** A URL that a function answers at, and the policy that says who may call it. */
export interface FunctionUrl {
  readonly config: Named<AwsUrlConfig, 'FunctionArn' | 'FunctionUrl' | 'AuthType'>;
  /** The alias that it leads to; undefined where it leads to the function itself. */
  readonly alias: string | undefined;
  readonly Policy: Answer<PolicyText>;
}

export interface FunctionAccess {
  readonly fn: LambdaFunction;
  /** Of the function itself: its versions and aliases have policies of their own. */
  readonly Policy: Answer<PolicyText>;
  readonly urls: Answer<readonly FunctionUrl[]>;
}

/**
 * Who may invoke the functions of the Region: their policies, of which some have none, and their URLs. What may not be read
 * carries its error. AWS takes 15 GetPolicy and 15 of the others a second. The policies of versions and of aliases without a
 * URL are not asked for: that would be two lists a function, and a call for each version and alias, of which most accounts
 * have many and give hardly any a policy.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html
 */
export const functionAccess = lambda
  .using(functions)
  .reader(
    [{ ifAny: 'GetPolicy' }, { ifAny: 'ListFunctionUrlConfigs' }],
    async ({ sdk, client, ask, each, attempt }): Promise<readonly FunctionAccess[]> => {
      const policyOf = async (FunctionName: string, Qualifier?: string): Promise<PolicyText> => {
        try {
          const { Policy } = await client.send(new sdk.GetPolicyCommand({ FunctionName, Qualifier }));
          if (Policy === undefined) throw new Error('AWS sent no policy');
          return { name: 'Policy', text: Policy };
        } catch (error) {
          if (!(error instanceof sdk.ResourceNotFoundException)) throw error;
          return { name: 'Policy', text: undefined };
        }
      };
      const configsOf = (FunctionName: string) =>
        pages(
          sdk.paginateListFunctionUrlConfigs({ client, pageSize: 50 }, { FunctionName }),
          (page) =>
            page.FunctionUrlConfigs &&
            named(page.FunctionUrlConfigs, 'FunctionArn', 'FunctionUrl', 'AuthType'),
        );
      const answers = await each(await ask(functions), async (fn): Promise<FunctionAccess> => {
        const { FunctionName } = fn;
        const [Policy, configs] = await Promise.all([
          attempt(() => policyOf(FunctionName)),
          attempt(() => configsOf(FunctionName)),
        ]);
        if (!configs.ok) return { fn, Policy, urls: configs };
        const urls = configs.value.map(async (config): Promise<FunctionUrl> => {
          const alias = aliasIn(config.FunctionArn);
          const policy = alias === undefined ? Policy : await attempt(() => policyOf(FunctionName, alias));
          return { config, alias, Policy: policy };
        });
        return { fn, Policy, urls: { ok: true, value: await Promise.all(urls) } };
      });
      return answers.flatMap(({ answer }) => {
        if (!answer.ok) throw answer.error;
        return isGone(answer.value) ? [] : [answer.value];
      });
    },
  );

/** Where nothing is, there is no policy either; but only of a function that is gone the URLs cannot be listed. */
function isGone({ urls }: FunctionAccess): boolean {
  return !urls.ok && urls.error.errorName === 'ResourceNotFoundException';
}

/** `arn:aws:lambda:eu-west-1:111122223333:function:orders:live` is that of the alias `live`. */
function aliasIn(arn: string): string | undefined {
  return arn.split(':')[7];
}
