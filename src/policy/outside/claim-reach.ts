import type { Condition } from '../language/condition.ts';
import { gitHubIssuer } from './github-issuer.ts';

/**
 * How far a claim that an identity provider vouches for narrows who: not at all (`anyone`: a stranger can have it too),
 * to one customer of the provider (`customer`: an owner, an organization, a cluster), or to a part of what the customer
 * has (`part`: a repository, a workspace, a namespace).
 */
export type Reach = 'anyone' | 'customer' | 'part';

/** By the widest of the values of a condition on a claim. */
export function reachOf(condition: Condition): Reach {
  const reaches = condition.values.map((value) => reachOfValue(condition, value));
  return WIDEST_FIRST.find((reach) => reaches.includes(reach)) ?? 'anyone';
}

const WIDEST_FIRST: readonly Reach[] = ['anyone', 'customer', 'part'];

export function reachOfValue({ key, meaning }: Condition, value: string): Reach {
  const at = key.lastIndexOf(':');
  const issuer = key.slice(0, at);
  const claim = key.slice(at + 1);
  const text: Text = { value, fixed: meaning?.wildcards ? (/^[^*?]*/.exec(value)?.[0] ?? '') : value };
  if (gitHubIssuer(issuer)) return ofGitHub(claim, text);
  if (meaning?.wildcards && /[*?]/.test(value) && !namesOwner(value)) return 'anyone';
  if (claim !== 'sub') return 'part';
  if (isClusterIssuer(issuer)) return namedAfter('system:serviceaccount:', value) ? 'part' : 'customer';
  if (issuer === 'app.terraform.io')
    return namedAfter('project:', value) || namedAfter('workspace:', value) ? 'part' : 'customer';
  if (issuer === 'gitlab.com') return namedAfter('/', value) ? 'part' : 'customer';
  return 'part';
}

/** The issuer of a cluster of Amazon EKS. https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html */
export function isClusterIssuer(issuer: string): boolean {
  return /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/id\//.test(issuer);
}

interface Text {
  readonly value: string;
  /** What stands before the first wildcard. */
  readonly fixed: string;
}

/**
 * Claims of GitHub that are condition keys of AWS. Who acts, and in which environment, workflow or branch of its own, a
 * stranger can choose.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
function ofGitHub(claim: string, { value, fixed }: Text): Reach {
  const whole = fixed === value;
  switch (claim) {
    case 'sub':
      return ofGitHubSubject({ value, fixed });
    case 'repository':
    case 'job_workflow_ref':
      if (!whole && !fixed.includes('/')) return 'anyone';
      return namedAfter('/', value) ? 'part' : 'customer';
    case 'repository_id':
      return whole ? 'part' : 'anyone';
    case 'repository_owner_id':
    case 'enterprise_id':
      return whole ? 'customer' : 'anyone';
    default:
      return 'anyone';
  }
}

/**
 * `repo:octo-org/app:ref:refs/heads/main`, with ids where the subject is immutable (`repo:octo-org@12/app@34:…`), or a
 * list of other claims that the owner chose, such as `repository_owner:octo-org:environment:production`. A wildcard
 * before the end of the owner's name lets in owners whose names begin alike.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
function ofGitHubSubject({ value, fixed }: Text): Reach {
  const end = fixed === value ? '(?=[:/@]|$)' : '(?=[:/@])';
  const path = new RegExp(`(?:^|:)(?:repo|repository|job_workflow_ref|workflow_ref):[^:/@]+${end}`).exec(
    fixed,
  );
  if (path) {
    const rest = value.slice(path.index + path[0].length);
    const [, repository = ''] = /^[^/:]*\/([^/:@]*)/.exec(rest) ?? [];
    return /[^*?]/.test(repository) && !value.endsWith(':pull_request') ? 'part' : 'customer';
  }
  const over = fixed === value ? '(?=:|$)' : '(?=:)';
  if (new RegExp(`(?:^|:)repository_id:[^:]+${over}`).test(fixed)) return 'part';
  const owner = new RegExp(
    `(?:^|:)(?:repository_owner|repository_owner_id|enterprise|enterprise_id):[^:]+${over}`,
  );
  return owner.test(fixed) ? 'customer' : 'anyone';
}

/** Whether more than wildcards stands after the label, up to the next separator. */
function namedAfter(label: string, value: string): boolean {
  const at = value.indexOf(label);
  return at >= 0 && /^[*?]*[^*?:/]/.test(value.slice(at + label.length));
}

/**
 * Subjects and audiences begin with a label and the owner: `organization:acme:project:*`, `project_path:acme/*`,
 * `us-east-1:<identity pool>`. A wildcard before the end of the owner's name lets in others.
 */
function namesOwner(value: string): boolean {
  if (/^[\w-]+:/.test(value)) return /^[\w-]+:[^*?:/]+[:/]/.test(value);
  return !/^[*?]/.test(value);
}
