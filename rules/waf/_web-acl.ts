import { type Resource, unknown, type Verdict } from 'postern/rule';
import type { ListedWebAcl, WebAcl, WebAclAnswer } from 'postern/services/wafv2';

/** A web ACL by its ARN. */
export function webAclResource({ ARN, Name, Scope }: ListedWebAcl): Resource {
  return { type: 'AwsWafv2WebAcl', id: ARN, details: { Name, Scope } };
}

/** The verdicts on every web ACL that could be read, and unknown for the others. */
export function* ofEachWebAcl(
  answers: readonly WebAclAnswer[],
  judge: (resource: Resource, acl: WebAcl, listed: ListedWebAcl) => Verdict | Iterable<Verdict>,
): Iterable<Verdict> {
  for (const { item, answer } of answers) {
    const resource = webAclResource(item);
    if (!answer.ok) {
      yield unknown(resource, answer.error);
      continue;
    }
    const verdicts = judge(resource, answer.value, item);
    if ('status' in verdicts) yield verdicts;
    else yield* verdicts;
  }
}

/** Whether a web ACL lets everything through: it holds no rule, and allows what no rule decides on. */
export function letsAllThrough({ byDefault, rules }: WebAcl): boolean {
  return byDefault === 'allow' && rules.length === 0;
}

/**
 * Whether a distribution or a stage names a web ACL of AWS WAF Classic, which has ended and stops nobody: there a
 * distribution names it by a UUID, a stage by an ARN of `waf-regional`.
 * https://docs.aws.amazon.com/waf/latest/developerguide/classic-waf-chapter.html
 */
export function isClassic(webAcl: string): boolean {
  return webAcl !== '' && !webAcl.includes(':wafv2:');
}
