import { parsePolicy } from '../language/document.ts';
import { representative } from '../language/pattern-sets.ts';
import type { Statement } from '../language/statement.ts';
import { type Admissions, admissions, type PolicyText } from './admission.ts';
import type { Use } from './uses.ts';

/** No account has this id, and no organization that. */
const STRANGER = { accountId: '000000000000', organizationId: 'o-0000000000' };

/**
 * Who gets through a VPC endpoint with this policy to something that belongs to a stranger: with anyone's credentials to
 * anyone's resource, data leaves a network by it. What the policy leaves to named accounts, or names by its account or
 * bucket, is not that. Without a policy AWS lets all through.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 * @param service that the endpoint leads to, as its actions begin: `s3`
 * @param now when it is asked; left out, conditions on dates stay open
 */
export function endpointAdmissions({ name, text }: PolicyText, service: string, now?: Date): Admissions {
  const written = text ?? EVERYTHING;
  const parsed = parsePolicy(written);
  const statements = parsed.ok ? parsed.document.statements : [];
  const writtenBy = new Map(statements.flatMap((one) => actionsIn(one, service)));
  const uses: Use[] = [
    { does: 'reach what belongs to others', actions: [...writtenBy.keys()], on: { some: '*' } },
  ];
  const question = { uses, home: STRANGER, ...(now && { now }) };
  const { admitted, unread } = admissions({ name, text: written }, question);
  const toOthers = admitted
    .map((one) => ({
      ...one,
      actions: one.actions.map((action) => writtenBy.get(action) ?? action),
      resources: one.resources.filter((arn) => !namesOwner(arn)),
    }))
    .filter(({ resources }) => resources.length > 0);
  return { admitted: toOthers, unread };
}

const EVERYTHING = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';

/** One action for each pattern of an Allow, with the pattern; of what a NotAction leaves, any. */
function actionsIn({ effect, action }: Statement, service: string): [action: string, written: string][] {
  if (effect === 'Deny') return [];
  if (action.negated) return [[`${service}:any`, `${service}:*`]];
  return action.patterns.map((pattern) =>
    /^[^*?:]+:/.test(pattern.text)
      ? [representative(pattern), pattern.text]
      : [`${service}:any`, pattern.text],
  );
}

/** Whether an ARN, or a pattern of ARNs, says whose the resource is: by its account, or as a bucket by its name. */
function namesOwner(arn: string): boolean {
  const [, , service = '', , account = '', name = ''] = arn.split(':');
  return /^\d{12}$/.test(account) || (service === 's3' && /^[^*?]/.test(name));
}
