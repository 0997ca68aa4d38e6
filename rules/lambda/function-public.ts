import { functionAdmissions, openToAnyone, urlOpening } from 'postern/policy';
import {
  accountResource,
  type CheckScope,
  defineRule,
  fail,
  judgeOpening,
  pass,
  type Resource,
  shell,
  unknown,
} from 'postern/rule';
import { type FunctionUrl, functionAccess } from 'postern/services/lambda';
import { functionResource } from './_resource.ts';

/** A service that may invoke the function, or one of its aliases, for any customer. */
const DEPUTY = {
  type: 'Policy:Lambda/FunctionOpenToConfusedDeputy',
  title: 'Function can be invoked by an AWS service for any of its customers',
};

export default defineRule({
  title: 'Function can be invoked by anyone',
  type: 'Exposure:Lambda/FunctionPublic',
  severity: 8.5,
  scope: 'region',
  reads: { access: functionAccess },
  why: 'Whoever invokes the function makes its code work with the permissions of its role, on input of his choice, and at your expense.',
  remediation: {
    text: 'Take the statement out of the policy, or name in it the accounts, the organization or the AWS service, with aws:SourceAccount or aws:SourceArn, that need the function. A URL for callers without credentials of AWS belongs behind CloudFront with origin access control and AWS WAF; other URLs get AuthType AWS_IAM.',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  },
  // A confused deputy is another thing, by a name of its own.
  gather: {
    in: 'region',
    by: ({ resource, type }) => (type === undefined ? resource.id : undefined),
    describe: (parts, place) => {
      const [first] = parts;
      const { resource = accountResource(place), title } = first?.fail ?? {};
      return {
        resource,
        ...(parts.length === 1 && title !== undefined ? { title } : {}),
        description: parts.map(({ fail }) => fail.description).join(' '),
      };
    },
  },
  *check({ access }, scope) {
    const asker = { home: { accountId: scope.account.id }, now: scope.now };
    for (const { fn, Policy, aliases, urls } of access) {
      const resource = functionResource(fn);
      yield judgeOpening(
        resource,
        Policy,
        (policy) =>
          openToAnyone(`Function ${fn.FunctionName}`, functionAdmissions(policy, fn.FunctionArn, asker)),
        { exposure: 'internet', deputy: DEPUTY },
      );
      if (!aliases.ok) yield unknown(resource, aliases.error, { part: 'alias' });
      else
        for (const { AliasArn, Name, Policy } of aliases.value)
          yield judgeOpening(
            resource,
            Policy,
            (policy) =>
              openToAnyone(
                `Function ${fn.FunctionName}:${Name}`,
                functionAdmissions(policy, AliasArn, asker),
              ),
            { part: `alias ${Name}`, exposure: 'internet', deputy: DEPUTY },
          );
      if (!urls.ok) yield unknown(resource, urls.error, { part: 'url' });
      else for (const url of urls.value) yield judgeUrl(url, resource, scope);
    }
  },
});

/** One verdict for each URL: that of the function itself, and one for each alias that has one. */
function judgeUrl({ config, alias, Policy }: FunctionUrl, resource: Resource, scope: CheckScope) {
  const part = alias === undefined ? 'url' : `url of ${alias}`;
  if (!Policy.ok) return unknown(resource, Policy.error, { part });
  const { FunctionArn, FunctionUrl, AuthType } = config;
  const [, , , , , , name = ''] = FunctionArn.split(':');
  const thing = `Function ${alias === undefined ? name : `${name}:${alias}`}, with the URL ${FunctionUrl} and AuthType ${AuthType},`;
  const { calls, invokes } = urlOpening(thing, Policy.value, {
    arn: FunctionArn,
    authType: AuthType,
    home: { accountId: scope.account.id },
    now: scope.now,
  });
  const evidence = {
    FunctionUrl,
    AuthType,
    admitted: [...calls.evidence.admitted, ...invokes.evidence.admitted],
  };
  if (calls.verdict === 'undecided') return unknown(resource, calls.sentence, { part });
  if (calls.verdict !== 'open') return pass(resource, evidence, { part });
  if (invokes.verdict === 'undecided') return unknown(resource, invokes.sentence, { part });
  const more = {
    part,
    aspects: ['anyone'],
    title: 'Function answers anyone at its URL',
    exposure: AuthType === 'NONE' ? ('internet' as const) : ('other-account' as const),
    ...(AuthType === 'NONE' && { commands: [requireSignature(name, alias, scope.region)] }),
  };
  return invokes.verdict === 'open'
    ? fail(resource, evidence, calls.sentence, more)
    : fail(
        resource,
        evidence,
        `${calls.sentence} Its policy lets nobody invoke the function through it, which AWS asks for since October 2025, but not yet of everybody.`,
        {
          ...more,
          severity: {
            score: 4,
            reason: 'only a URL that AWS still exempts from lambda:InvokeFunction answers',
          },
        },
      );
}

function requireSignature(name: string, alias: string | undefined, region: string): string {
  return alias === undefined
    ? shell`aws lambda update-function-url-config --function-name ${name} --auth-type AWS_IAM --region ${region}`
    : shell`aws lambda update-function-url-config --function-name ${name} --qualifier ${alias} --auth-type AWS_IAM --region ${region}`;
}
