import { someOf } from 'postern/network';
import {
  accountResource,
  defineRule,
  type Evidence,
  type Exposure,
  type FailDetails,
  fail,
  notApplicable,
  pass,
  type Teller,
  unknown,
  type Verdict,
  widestExposure,
} from 'postern/rule';
import { type ExternalAccess, externalAccessAnywhere, sharedResource } from 'postern/services/accessanalyzer';
import { optionalSurroundings } from 'postern/services/organizations';

export default defineRule({
  title: 'Access Analyzer found access from outside',
  type: 'Policy:IAM/ActiveExternalAccess',
  severity: 7.0,
  scope: 'account',
  reads: { regions: externalAccessAnywhere, surroundings: optionalSurroundings },
  why: 'A policy of the resource lets somebody outside the account or the organization in, and nobody has said yet that this is meant.',
  remediation: {
    text: 'Take the access out of the policy of the resource; where it is meant, archive the finding in IAM Access Analyzer.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings-remediate.html',
  },
  *check({ regions, surroundings }, scope) {
    for (const { region, answer } of regions)
      if (!answer.ok) yield unknown(accountResource(scope), answer.error, { part: region });
    const working = regions.flatMap(({ region, answer }) => {
      const active = answer.ok ? answer.value.analyzers.filter(({ status }) => status === 'ACTIVE') : [];
      return answer.ok && active.length > 0
        ? [{ region, analyzers: active, findings: answer.value.findings }]
        : [];
    });
    if (working.length === 0 && regions.every(({ answer }) => answer.ok))
      yield notApplicable(
        'No external access analyzer works in the account: accessanalyzer/external-access-analyzer-missing reports it',
      );
    for (const shared of sharedResources(working)) yield judgeResource(shared, surroundings, scope);
    for (const { analyzers, findings } of working)
      if (findings.length === 0)
        for (const { arn } of analyzers)
          yield pass({ type: 'AwsAccessAnalyzerAnalyzer', id: arn }, { analyzerArn: arn, findings: [] });
  },
});

interface Told {
  readonly finding: ExternalAccess;
  /** The Regions that tell the same of the resource. */
  readonly regions: readonly string[];
}

interface Shared {
  readonly resource: { readonly type: string; readonly id: string };
  readonly told: readonly Told[];
}

/** The findings by resource, those that Regions tell alike once. */
function sharedResources(
  working: readonly { readonly region: string; readonly findings: readonly ExternalAccess[] }[],
): Iterable<Shared> {
  const byResource = new Map<string, { resource: Shared['resource']; told: Map<string, Told> }>();
  for (const { region, findings } of working)
    for (const finding of findings) {
      const resource = sharedResource(finding);
      const entry = byResource.get(resource.id) ?? { resource, told: new Map() };
      byResource.set(resource.id, entry);
      const { principal, isPublic, action, condition, sources, error } = finding;
      const key = JSON.stringify([principal, isPublic, action, condition, sources, error]);
      const known = entry.told.get(key) ?? { finding, regions: [] };
      entry.told.set(key, { ...known, regions: [...new Set([...known.regions, region])] });
    }
  return [...byResource.values()].map(({ resource, told }) => ({ resource, told: [...told.values()] }));
}

type Around = Awaited<ReturnType<typeof optionalSurroundings>>;

/**
 * One verdict, by the widest access. An analyzer of the account takes the rest of its organization, and people of its
 * own identity provider, for outsiders: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings.html
 */
function judgeResource(
  { resource: shared, told }: Shared,
  around: Around,
  scope: { readonly account: { readonly id: string }; readonly region: string },
): Verdict {
  const resource = { ...shared, ...livesIn(shared, told, scope.region) };
  const read = told.filter(({ finding }) => finding.error === undefined);
  const from = (where: Where) =>
    read.filter(({ finding }) => whereIn(finding, around, scope.account.id) === where);
  const open = (findings: readonly Told[], details: FailDetails = {}) => {
    const kinds = new Set(findings.map(({ finding }) => kindOf(finding)));
    const exposure = widestExposure([...kinds].map((kind) => EXPOSURE_TO[kind]));
    return fail(
      resource,
      evidenceOf(read),
      `${resource.id} is open to ${someOf(findings.map(({ finding }) => whoIn(finding)))}.`,
      {
        ...(exposure && { exposure }),
        ...(resource.type === 'AwsIamRole' && asTrust(findings, kinds)),
        ...details,
      },
    );
  };
  const outside = from('outside');
  const untold = from('untold');
  const ownProvider = from('own provider');
  const [unread] = told.flatMap(({ finding }) => finding.error ?? []);
  if (outside.length > 0) return open(outside);
  if (unread !== undefined)
    return unknown(resource, `Access Analyzer could not look at the resource: ${unread}`);
  if (untold.length > 0 && !around.ok) return unknown(resource, around.error);
  if (untold.length > 0)
    return open(untold, {
      severity: { score: 5, reason: 'a member account cannot tell which accounts are in its organization' },
    });
  if (ownProvider.length > 0)
    return open(ownProvider, {
      ...(ownProvider.every(({ finding }) => kindOf(finding) === 'saml') && { exposure: 'inside' }),
      severity: { score: 2, reason: 'the identity provider is one of the account itself' },
    });
  return pass(resource, evidenceOf(read));
}

/** Who gets in: everybody, another account, people by SAML or OpenID Connect, or a service. */
type Kind = 'anyone' | 'account' | 'saml' | 'oidc' | 'other';

function kindOf({ isPublic, principal }: ExternalAccess): Kind {
  if (isPublic) return 'anyone';
  const [[kind, name] = ['', '']] = Object.entries(principal ?? {});
  if (kind === 'AWS' || kind === 'CanonicalUser') return 'account';
  if (kind !== 'Federated') return 'other';
  return name.includes(':saml-provider/') ? 'saml' : 'oidc';
}

const EXPOSURE_TO: Readonly<Record<Kind, Exposure | undefined>> = {
  anyone: 'internet',
  account: 'other-account',
  saml: 'other-account',
  oidc: undefined,
  other: undefined,
};

/** The rules on trust policies that tell more of the same, where all who get in are of one kind. */
const RULES_ON_TRUST: ReadonlyMap<Kind, readonly Teller[]> = new Map([
  ['anyone', [{ rule: 'iam/role-trusts-anyone' }]],
  ['oidc', [{ rule: 'iam/role-trusts-any-oidc-subject' }, { rule: 'iam/role-open-within-provider' }]],
  ['account', [{ rule: 'iam/role-trusts-account-without-external-id' }]],
]);

/** What else is to be said of a role: Postern reads its trust policy too. */
function asTrust(
  findings: readonly Told[],
  kinds: ReadonlySet<Kind>,
): Pick<FailDetails, 'severity' | 'toldBy'> {
  const [kind] = kinds;
  const toldBy = kinds.size === 1 && kind !== undefined ? RULES_ON_TRUST.get(kind) : undefined;
  if (toldBy === undefined) return {};
  // That rule is about trust without an external ID.
  const guarded =
    kind === 'account' && findings.some(({ finding }) => namesExternalId(finding.condition ?? {}));
  return {
    ...(!guarded && { toldBy }),
    ...(kind === 'account' && {
      severity: {
        score: 5,
        reason: 'only the accounts or organizations that its trust policy names can assume the role',
      },
    }),
  };
}

function namesExternalId(condition: NonNullable<ExternalAccess['condition']>): boolean {
  return Object.keys(condition).some((key) => key.toLowerCase() === 'sts:externalid');
}

/** The Region of a resource that has one; those of IAM have none. */
function livesIn(
  { id }: Shared['resource'],
  told: readonly Told[],
  judged: string,
): { readonly region?: string } {
  const [region] = told.flatMap(({ regions }) => regions);
  return /^arn:[^:]*:iam:/.test(id) || region === undefined || region === judged ? {} : { region };
}

/** Where they are who get in; `untold` where the accounts of the organization are not known here. */
type Where = 'outside' | 'untold' | 'own provider' | 'own organization';

const WIDEST_FIRST: readonly Where[] = ['outside', 'untold', 'own provider', 'own organization'];

function whereIn(
  { isPublic, principal, condition }: ExternalAccess,
  around: Around,
  accountId: string,
): Where {
  if (isPublic) return 'outside';
  const home = around.ok ? around.value.home : undefined;
  const organizations = Object.entries(condition ?? {}).flatMap(([key, value]) =>
    key.toLowerCase() === 'aws:principalorgid' ? [value] : [],
  );
  if (organizations.length > 0 && !around.ok) return 'untold';
  if (home?.organizationId !== undefined && organizations.includes(home.organizationId))
    return 'own organization';
  const places = Object.entries(principal ?? {}).map(([kind, name]): Where => {
    const account = /^(\d{12})$|^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(name)?.slice(1).find(Boolean);
    if (kind === 'Federated') return account === accountId ? 'own provider' : 'outside';
    if (kind !== 'AWS' || account === undefined) return 'outside';
    if (!around.ok) return 'untold';
    if (account === around.value.managementAccountId) return 'own organization';
    const known = around.value.home.organizationAccounts;
    if (known === undefined) return 'untold';
    return known.has(account) ? 'own organization' : 'outside';
  });
  return WIDEST_FIRST.find((where) => places.includes(where)) ?? 'outside';
}

function whoIn({ isPublic, principal }: ExternalAccess): string {
  if (isPublic) return 'anyone';
  const names = Object.values(principal ?? {}).map((name) =>
    /^\d{12}$/.test(name) ? `account ${name}` : name,
  );
  return names.length === 0 ? 'somebody outside' : names.join(', ');
}

function evidenceOf(told: readonly Told[]): Evidence {
  return {
    findings: told.map(({ finding, regions }) => {
      const { id, resource, resourceType, resourceOwnerAccount, principal, isPublic, action } = finding;
      const { condition, sources, resourceControlPolicyRestriction, createdAt, updatedAt } = finding;
      return {
        id,
        regions,
        resource,
        resourceType,
        resourceOwnerAccount,
        principal,
        isPublic,
        action,
        condition,
        ...(sources === undefined ? {} : { sources }),
        ...(resourceControlPolicyRestriction === undefined ? {} : { resourceControlPolicyRestriction }),
        createdAt,
        updatedAt,
      };
    }),
  };
}
