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
        const account = accountServed(grant);
        return account !== undefined && !own.has(account);
      });
      const [first] = foreign;
      const unplaced = answer.value.find((grant) => !isPlaced(grant));
      if (first === undefined && unplaced !== undefined)
        yield unknown(
          resource,
          `grant ${unplaced.GrantId} is for ${granteeInWords(unplaced)}, and AWS does not say which account that is`,
        );
      else if (first === undefined)
        yield pass(resource, { Grants: answer.value.map(({ GrantId }) => GrantId) });
      else if (home.organizationAccounts === undefined)
        yield unknown(
          resource,
          `whether ${granteeInWords(first)} belongs to the organization is not known here: only its management account and delegated administrators may list its accounts`,
        );
      else
        yield fail(
          resource,
          { Grants: foreign },
          `${keyInWords(key)} has ${foreign.length === 1 ? 'a grant' : `${foreign.length} grants`} for outsiders: ${granteeInWords(first)} may ${first.Operations?.join(', ') ?? 'use it'}.`,
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

/**
 * The account of the grantee, or the one that an AWS service acts for, by the source that its grant is bound to. Undefined
 * for a service that is bound to none, which AWS names `dynamodb.eu-west-1.amazonaws.com`, and for a principal that was
 * deleted, of which the unique id is left.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html
 */
function accountServed({ GranteePrincipal, Constraints }: Grant): string | undefined {
  const whose = GranteePrincipal === undefined ? Constraints?.SourceArn : GranteePrincipal;
  return /^(\d{12})$|^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/
    .exec(whose ?? '')
    ?.slice(1)
    .find(Boolean);
}

/** Whether it can be told for whom the key is used: the ARN of a bucket, for one, has no account. */
function isPlaced(grant: Grant): boolean {
  return grant.GranteePrincipal !== undefined || accountServed(grant) !== undefined;
}

function granteeInWords({ GranteePrincipal, GranteeServicePrincipal, Constraints }: Grant): string {
  if (GranteePrincipal !== undefined) return GranteePrincipal;
  const source = Constraints?.SourceArn;
  return `${GranteeServicePrincipal ?? 'nobody that AWS names'}${source === undefined ? '' : ` on behalf of ${source}`}`;
}
