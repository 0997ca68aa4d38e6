import { defineRule, fail, pass, shell, unknown } from 'postern/rule';
import { type Grant, keyGrants } from 'postern/services/kms';
import { surroundings } from 'postern/services/organizations';
import { keyInWords, keyResource } from './_key.ts';

export default defineRule({
  title: 'Grant lets an outsider use the key',
  type: 'Policy:KMS/GrantToOutsider',
  severity: 5.0,
  scope: 'region',
  reads: { grants: keyGrants, surroundings },
  why: 'A grant works beside the key policy, and nobody sees it there: attackers make one to keep the use of a key.',
  remediation: {
    text: 'Revoke the grant if nobody there needs the key.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html',
  },
  *check({ grants, surroundings: { home, managementAccountId } }, { region }) {
    const own = new Set([home.accountId, managementAccountId, ...(home.organizationAccounts ?? [])]);
    for (const { key, answer } of grants) {
      const resource = keyResource(key);
      if (!answer.ok) {
        yield unknown(resource, answer.error);
        continue;
      }
      const foreign = answer.value.filter((grant) => {
        const account = accountOfGrantee(grant);
        return account !== undefined && !own.has(account);
      });
      const [first] = foreign;
      if (first === undefined) yield pass(resource, { Grants: answer.value.map(({ GrantId }) => GrantId) });
      else if (home.organizationAccounts === undefined)
        yield unknown(
          resource,
          `whether ${first.GranteePrincipal} belongs to the organization is not known here: only its management account and delegated administrators may list its accounts`,
        );
      else
        yield fail(
          resource,
          { Grants: foreign },
          `${keyInWords(key)} has ${foreign.length === 1 ? 'a grant' : `${foreign.length} grants`} for outsiders: ${first.GranteePrincipal} may ${first.Operations?.join(', ') ?? 'use it'}.`,
          {
            exposure: 'other-account',
            commands: foreign.flatMap(({ GrantId }) =>
              GrantId === undefined
                ? []
                : [
                    shell`aws kms revoke-grant --key-id ${key.KeyArn} --grant-id ${GrantId} --region ${region}`,
                  ],
            ),
          },
        );
    }
  },
});

/** Undefined for an AWS service, which AWS names `dynamodb.eu-west-1.amazonaws.com`. */
function accountOfGrantee({ GranteePrincipal = '' }: Grant): string | undefined {
  return /^(\d{12})$|^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(GranteePrincipal)?.slice(1).find(Boolean);
}
