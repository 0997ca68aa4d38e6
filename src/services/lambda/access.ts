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

/** An alias of a function, which has a policy of its own. */
export interface FunctionAlias {
  readonly AliasArn: string;
  readonly Name: string;
  readonly Policy: Answer<PolicyText>;
}

export interface FunctionAccess {
  readonly fn: LambdaFunction;
  /** Of the function itself: its versions and aliases have policies of their own. */
  readonly Policy: Answer<PolicyText>;
  readonly aliases: Answer<readonly FunctionAlias[]>;
  readonly urls: Answer<readonly FunctionUrl[]>;
}

/**
 * Who may invoke the functions of the Region: their policies and those of their aliases, of which some have none, and their
 * URLs. What may not be read carries its error. AWS takes 15 GetPolicy and 15 of the others a second: 1,000 functions take
 * 133 seconds. The policies of published versions are not asked for: AWS keeps every version until somebody deletes it, and
 * each would take a call.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html
 */
export const functionAccess = lambda
  .using(functions)
  .reader(
    [{ ifAny: 'GetPolicy' }, { ifAny: 'ListAliases' }, { ifAny: 'ListFunctionUrlConfigs' }],
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
      const aliasesOf = (FunctionName: string) =>
        pages(
          sdk.paginateListAliases({ client, pageSize: 1000 }, { FunctionName }),
          (page) => page.Aliases && named(page.Aliases, 'AliasArn', 'Name'),
        );
      const answers = await each(await ask(functions), async (fn): Promise<FunctionAccess> => {
        const { FunctionName } = fn;
        const [Policy, listed, configs] = await Promise.all([
          attempt(() => policyOf(FunctionName)),
          attempt(() => aliasesOf(FunctionName)),
          attempt(() => configsOf(FunctionName)),
        ]);
        // Of an alias with a URL that is on no list, as where aliases may not be listed, the policy is asked for too.
        const names = new Set([
          ...(listed.ok ? listed.value.map(({ Name }) => Name) : []),
          ...(configs.ok ? configs.value.flatMap(({ FunctionArn }) => aliasIn(FunctionArn) ?? []) : []),
        ]);
        const policies = new Map(
          await Promise.all(
            Array.from(
              names,
              async (name) => [name, await attempt(() => policyOf(FunctionName, name))] as const,
            ),
          ),
        );
        const policyOfAlias = (alias: string | undefined) => policies.get(alias ?? '') ?? Policy;
        return {
          fn,
          Policy,
          aliases: answered(listed, (alias) => ({ ...alias, Policy: policyOfAlias(alias.Name) })),
          urls: answered(configs, (config) => {
            const alias = aliasIn(config.FunctionArn);
            return { config, alias, Policy: policyOfAlias(alias) };
          }),
        };
      });
      return answers.flatMap(({ answer }) => {
        if (!answer.ok) throw answer.error;
        return isGone(answer.value) ? [] : [answer.value];
      });
    },
  );

function answered<Item, Made>(
  list: Answer<readonly Item[]>,
  make: (item: Item) => Made,
): Answer<readonly Made[]> {
  return list.ok ? { ok: true, value: list.value.map(make) } : list;
}

/** Where nothing is, there is no policy either; but only of a function that is gone the URLs cannot be listed. */
function isGone({ urls }: FunctionAccess): boolean {
  return !urls.ok && urls.error.errorName === 'ResourceNotFoundException';
}

/** `arn:aws:lambda:eu-west-1:111122223333:function:orders:live` is that of the alias `live`. */
function aliasIn(arn: string): string | undefined {
  return arn.split(':')[7];
}
