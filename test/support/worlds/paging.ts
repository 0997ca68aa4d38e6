import type { Answerer, Answers } from '../stub.ts';
import { type Answer, type Call, failure, textParam } from '../wire.ts';

/*
 * moto pages ListRoles, ListPolicies, ListVirtualMFADevices, and of Organizations ListAccounts, ListAccountsForParent,
 * ListPolicies, ListPoliciesForTarget and ListOrganizationalUnitsForParent. What is here it sends whole, so that the
 * stub cuts it into the pages AWS would send.
 */

interface Cut {
  /** The elements that hold the items, in the order in which AWS fills pages with them. */
  readonly lists: readonly string[];
  /** The largest page. */
  readonly most: number;
  /** The page when the caller names no size; all of it unless told. */
  readonly usual?: number;
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
const authorizationDetails: Cut = {
  lists: ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'],
  most: 1000,
  usual: 100,
};

const iam: Readonly<Record<string, Cut>> = {
  ListUsers: { lists: ['Users'], most: 1000, usual: 100 },
  ListGroups: { lists: ['Groups'], most: 1000, usual: 100 },
};

const ec2: Readonly<Record<string, Cut>> = {
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
  DescribeSecurityGroups: { lists: ['securityGroupInfo'], most: 1000 },
  DescribeNetworkInterfaces: { lists: ['networkInterfaceSet'], most: 1000 },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html
  DescribeLaunchTemplateVersions: { lists: ['launchTemplateVersionSet'], most: 200 },
  DescribeNetworkAcls: { lists: ['networkAclSet'], most: 1000 },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html
  GetManagedPrefixListEntries: { lists: ['entrySet'], most: 100, usual: 100 },
  DescribeManagedPrefixLists: { lists: ['prefixListSet'], most: 100, usual: 100 },
};

const organizations: Readonly<Record<string, Cut>> = {
  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTargetsForPolicy.html
  ListTargetsForPolicy: { lists: ['Targets'], most: 20, usual: 20 },
  ListChildren: { lists: ['Children'], most: 20, usual: 20 },
  ListDelegatedAdministrators: { lists: ['DelegatedAdministrators'], most: 20, usual: 20 },
  ListDelegatedServicesForAccount: { lists: ['DelegatedServices'], most: 20, usual: 20 },
};

/** What each service calls the size, the token, and the errors of both. */
const words = {
  iam: { size: 'MaxItems', token: 'Marker', badSize: 'ValidationError', badToken: 'ValidationError' },
  ec2: {
    size: 'MaxResults',
    token: 'NextToken',
    badSize: 'InvalidParameterValue',
    badToken: 'InvalidPaginationToken',
  },
  organizations: {
    size: 'MaxResults',
    token: 'NextToken',
    badSize: 'InvalidInputException',
    badToken: 'InvalidInputException',
  },
} as const;

/** The range of items a call asks for, or the error AWS has for it. */
function rangeOf(
  call: Call,
  service: keyof typeof words,
  { most, usual = Number.POSITIVE_INFINITY }: Cut,
): { from: number; to: number } | Answer {
  const { size: sizeName, token: tokenName, badSize, badToken } = words[service];
  const asked = textParam(call, sizeName);
  const size = asked === undefined ? usual : Number(asked);
  if (asked !== undefined && (size > most || size < 1)) {
    return failure(call, {
      code: badSize,
      message: `${sizeName} is 1 to ${most}, not ${asked}`,
      status: 400,
    });
  }
  const token = textParam(call, tokenName);
  const from = token === undefined ? 0 : offsetIn(token, call);
  return from === undefined
    ? failure(call, { code: badToken, message: `The ${tokenName} is not valid`, status: 400 })
    : { from, to: from + size };
}

/** A token tells the operation it belongs to, so that a token used elsewhere is refused, as AWS does. */
const tokenFor = (call: Call, offset: number) =>
  Buffer.from(`${call.operation}:${offset}`).toString('base64url');

const offsetIn = (token: string, call: Call): number | undefined => {
  const [operation, offset] = Buffer.from(token, 'base64url').toString().split(':');
  return operation === call.operation ? Number(offset) : undefined;
};

interface XmlList {
  readonly before: string;
  readonly items: readonly string[];
  readonly after: string;
}

/** Takes a list element of an XML document apart; what is inside an item stays as it is. */
function xmlList(xml: string, name: string, item: 'member' | 'item'): XmlList {
  const open = xml.indexOf(`<${name}>`);
  const close = xml.indexOf(`</${name}>`, open);
  if (open < 0 || close < 0) return { before: xml, items: [], after: '' };
  const start = open + name.length + 2;
  const items: string[] = [];
  const tag = new RegExp(`<(/?)${item}(?:\\s[^>]*)?>`, 'g');
  const content = xml.slice(start, close);
  let depth = 0;
  let from = 0;
  for (const match of content.matchAll(tag)) {
    if (!match[1]) {
      if (depth === 0) from = match.index;
      depth += 1;
    } else {
      depth -= 1;
      if (depth === 0) items.push(content.slice(from, match.index + match[0].length));
    }
  }
  return { before: xml.slice(0, start), items, after: xml.slice(close) };
}

/** Keeps the items in the range, counted over all lists, and says whether there are more. */
function cutXml(xml: string, lists: readonly string[], item: 'member' | 'item', from: number, to: number) {
  let seen = 0;
  let rest = xml;
  for (const name of lists) {
    const { before, items, after } = xmlList(rest, name, item);
    rest = before + items.slice(Math.max(0, from - seen), Math.max(0, to - seen)).join('') + after;
    seen += items.length;
  }
  return { xml: rest, more: to < seen };
}

const cutQuery =
  (cut: Cut, asAws: (xml: string) => string = (xml) => xml): Answerer =>
  async (call, upstream) => {
    const answer = await upstream();
    const range = rangeOf(call, 'iam', cut);
    if (answer.status !== 200 || !('from' in range)) return 'from' in range ? answer : range;
    const { xml, more } = cutXml(asAws(String(answer.body)), cut.lists, 'member', range.from, range.to);
    const end = `<IsTruncated>${more}</IsTruncated>${more ? `<Marker>${tokenFor(call, range.to)}</Marker>` : ''}`;
    return { ...answer, body: xml.replace('<IsTruncated>false</IsTruncated>', end) };
  };

const cutEc2 =
  (cut: Cut): Answerer =>
  async (call, upstream) => {
    const answer = await upstream();
    const range = rangeOf(call, 'ec2', cut);
    if (answer.status !== 200 || !('from' in range)) return 'from' in range ? answer : range;
    const { xml, more } = cutXml(String(answer.body), cut.lists, 'item', range.from, range.to);
    const end = `</${call.operation}Response>`;
    return {
      ...answer,
      body: more ? xml.replace(end, `<nextToken>${tokenFor(call, range.to)}</nextToken>${end}`) : xml,
    };
  };

/**
 * Organizations may send an empty page with a token, and callers have to go on: here the first page always is one.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListChildren.html
 */
const cutJson =
  (cut: Cut): Answerer =>
  async (call, upstream) => {
    const answer = await upstream();
    const range = rangeOf(call, 'organizations', cut);
    if (answer.status !== 200 || !('from' in range)) return 'from' in range ? answer : range;
    const first = textParam(call, 'NextToken') === undefined;
    const { from, to } = first ? { from: 0, to: 0 } : range;
    const [name = ''] = cut.lists;
    const body: Record<string, unknown> = JSON.parse(String(answer.body));
    const items: unknown = body[name];
    if (!Array.isArray(items)) return answer;
    const more = to < items.length;
    return {
      ...answer,
      body: JSON.stringify({
        ...body,
        [name]: items.slice(from, to),
        ...(more && { NextToken: tokenFor(call, to) }),
      }),
    };
  };

/**
 * moto sends every AWS managed policy, where AWS sends those in use; gives policies no name; and leaves trust policies
 * and inline policies unencoded, where AWS percent-encodes every document.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
function asAwsHasDetails(xml: string): string {
  const { before, items, after } = xmlList(xml, 'Policies', 'member');
  const policies = items
    .filter((each) => !isAwsManaged(each) || !each.includes('<AttachmentCount>0<'))
    .map(named);
  return percentEncoded(before + policies.join('') + after);
}

const isAwsManaged = (policy: string) => /<Arn>arn:[\w-]+:iam::aws:policy\//.test(policy);

const named = (policy: string) =>
  policy.replace(
    /<Arn>([^<]+\/([^</]+))<\/Arn>/,
    (_element, arn: string, name: string) =>
      `<PolicyName>${name}</PolicyName><PolicyId>ANPA${Buffer.from(name).toString('hex').toUpperCase()}</PolicyId>` +
      `<Arn>${arn}</Arn><PermissionsBoundaryUsageCount>0</PermissionsBoundaryUsageCount>`,
  );

const percentEncoded = (xml: string) =>
  xml.replace(
    /<(AssumeRolePolicyDocument|PolicyDocument)>(\s*\{[^<]*)</g,
    (_element, name: string, document: string) => `<${name}>${encodeURIComponent(textOfXml(document))}<`,
  );

const textOfXml = (xml: string) =>
  xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

const answersOf = (
  service: string,
  cuts: Readonly<Record<string, Cut>>,
  answerer: (cut: Cut) => Answerer,
): Answers =>
  Object.fromEntries(
    Object.entries(cuts).map(([operation, cut]) => [`${service}:${operation}`, answerer(cut)]),
  );

/** Pages as AWS has them, for the reads that moto answers whole. */
export const paging: Answers = {
  ...answersOf('iam', iam, (cut) => cutQuery(cut)),
  'iam:GetAccountAuthorizationDetails': cutQuery(authorizationDetails, asAwsHasDetails),
  ...answersOf('ec2', ec2, cutEc2),
  ...answersOf('organizations', organizations, cutJson),
};
