import {
  accountResource,
  type Fail,
  type FailDetails,
  fail,
  type Gathering,
  pass,
  type Resource,
  unknown,
  type Verdict,
} from 'postern/rule';
import type { organization, Restriction } from 'postern/services/organizations';

type Organization = Awaited<ReturnType<typeof organization>>;

/** An OU or an account, as AWS describes it, and the ids from the root to itself. */
interface Node {
  readonly Id: string;
  readonly Arn: string;
  readonly Name: string | undefined;
  readonly path: readonly string[];
}

/** The organization, as the rules on it name it. */
export function organizationResource({
  Arn,
  Id,
  MasterAccountId,
}: Pick<NonNullable<Organization>, 'Arn' | 'Id' | 'MasterAccountId'>): Resource {
  return { type: 'AwsOrganizationsOrganization', id: Arn ?? Id ?? MasterAccountId };
}

/**
 * Fails a node of the organization that no service control policy restricts.
 * @param named more of the node than its name and place, as AWS describes it.
 * @param where the policies in question, as it follows "Every service control policy".
 * @param narrow the severity where no more than users and roles that are named one by one are bound.
 * @param toldBy the verdicts that tell the cause.
 */
export function restricted(
  resource: Resource,
  node: Node & { readonly restriction: Restriction },
  named: Readonly<Record<string, unknown>>,
  where: string,
  narrow: number,
  toldBy: FailDetails['toldBy'] = [],
): Verdict {
  const { restriction } = node;
  const evidence = evidenceOf(node, named);
  switch (restriction.kind) {
    case 'restricted':
      return pass(resource, { ...evidence, RestrictedBy: restriction.by });
    case 'narrow':
      return fail(
        resource,
        { ...evidence, Policy: restriction.by, PrincipalArn: restriction.binds },
        `The service control policies ${where} bind nobody but ${inWords(restriction.binds)}.`,
        {
          toldBy,
          severity: {
            score: narrow,
            reason: 'A service control policy binds whom it names, and all others nothing.',
          },
        },
      );
    case 'unknown':
      return unknown(resource, restriction.because);
    case 'unrestricted':
      return fail(
        resource,
        { ...evidence, Policies: restriction.policies },
        `Every service control policy ${where} allows everything.`,
        { toldBy },
      );
  }
}

/** Fails a node of an organization whose service control policies are off, which organizations/scp-disabled tells. */
export function withoutPolicies(
  resource: Resource,
  node: Node,
  named: Readonly<Record<string, unknown>>,
  ours: Organization,
): Verdict {
  return fail(
    resource,
    { ...evidenceOf(node, named), Policies: [] },
    `The organization has service control policies not enabled: none restricts ${node.Name ?? node.Id}.`,
    ours === undefined
      ? {}
      : { toldBy: { rule: 'organizations/scp-disabled', resource: organizationResource(ours).id } },
  );
}

/**
 * One finding of the organization, at the highest place below which all parts are, and another one for those that bind
 * nobody but some.
 * @param nodes what the parts are: `accounts` or `OUs`.
 */
export function highestPlace(nodes: string): Gathering {
  return {
    in: 'organization',
    by: ({ severity }) => (severity === undefined ? '' : 'narrow'),
    describe: (parts, place) => {
      const fails = parts.map(({ fail }) => fail);
      const [first] = fails;
      const highest = commonPlace(fails);
      const many = `${fails.length} ${nodes} below ${highest?.words ?? 'the root'}`;
      return {
        resource: highest?.resource ?? accountResource(place),
        ...(fails.length === 1
          ? { description: first?.description ?? '' }
          : {
              title: `No service control policy restricts ${nodes}`,
              description:
                first?.severity === undefined
                  ? `No service control policy restricts ${many}.`
                  : `Service control policies bind nobody in ${many} but users and roles that they name.`,
            }),
      };
    },
  };
}

function evidenceOf({ Id, Arn, Name, path }: Node, named: Readonly<Record<string, unknown>>) {
  return { Id, Arn, Name, ...named, Parents: path.slice(0, -1) };
}

/** The lowest node that is above all of them. */
function commonPlace(fails: readonly Fail[]): { words: string; resource: Resource } | undefined {
  const [first = [], ...others] = fails.map(({ evidence }) => textsIn(evidence.Parents));
  const shared = first.filter((id, level) => others.every((parents) => parents[level] === id));
  const id = shared.at(-1);
  const arn = fails[0]?.evidence.Arn;
  if (id === undefined || typeof arn !== 'string') return undefined;
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
  const arnOf = (kind: string) => arn.replace(/(?:account|ou)\/([^/]+)\/.*/, `${kind}/$1/${id}`);
  return shared.length === 1
    ? { words: `the root ${id}`, resource: { type: 'AwsOrganizationsRoot', id: arnOf('root') } }
    : {
        words: `the OU ${id}`,
        resource: { type: 'AwsOrganizationsOrganizationalUnit', id: arnOf('ou') },
      };
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** How many of those who are bound a sentence names. */
const NAMED = 2;

function inWords(arns: readonly string[]): string {
  const more = arns.length - NAMED;
  return `${arns.slice(0, NAMED).join(more > 0 ? ', ' : ' and ')}${more > 0 ? ` and ${more} more` : ''}`;
}
