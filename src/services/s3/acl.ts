import type { Grant, Permission } from '@aws-sdk/client-s3';

/** Somebody outside the account to whom an ACL grants something. */
export interface Grantee {
  /** `anyone`: also without credentials; `any account`: whoever has an AWS account. */
  readonly kind: 'anyone' | 'any account' | 'account';
  /** The URI of the group, or the canonical id of the account. */
  readonly id: string;
  readonly permissions: readonly Permission[];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee */
const GROUPS: ReadonlyMap<string, Grantee['kind'] | undefined> = new Map([
  ['http://acs.amazonaws.com/groups/global/AllUsers', 'anyone'],
  ['http://acs.amazonaws.com/groups/global/AuthenticatedUsers', 'any account'],
  ['http://acs.amazonaws.com/groups/s3/LogDelivery', undefined],
]);

/** The account of AWS that writes the logs of CloudFront. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-s3-permissions.html */
const LOG_DELIVERY_OF_CLOUDFRONT = 'c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0';

/**
 * To whom an ACL grants anything: not to its owner, and not to AWS, which writes logs.
 * @param owner the canonical id of the account
 * @throws where a grant is of no kind that S3 documents
 */
export function granteesOf(owner: string | undefined, grants: readonly Grant[]): readonly Grantee[] {
  const found = new Map<string, Grantee>();
  for (const { Grantee, Permission } of grants) {
    const id = Grantee?.URI ?? Grantee?.ID;
    if (id === undefined || Permission === undefined)
      throw new Error('S3 sent a grant without who may do what');
    const kind = Grantee?.URI === undefined ? accountKind(id, owner) : groupKind(id);
    if (kind === undefined) continue;
    const permissions = [...(found.get(id)?.permissions ?? []), Permission];
    found.set(id, { kind, id, permissions });
  }
  return [...found.values()];
}

function accountKind(id: string, owner: string | undefined): Grantee['kind'] | undefined {
  return id === owner || id === LOG_DELIVERY_OF_CLOUDFRONT ? undefined : 'account';
}

function groupKind(uri: string): Grantee['kind'] | undefined {
  if (!GROUPS.has(uri)) throw new Error(`S3 sent a grant to ${uri}, which is no group that it documents`);
  return GROUPS.get(uri);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions */
const ALLOWED: Readonly<Record<Permission, readonly string[]>> = {
  READ: ['list its objects'],
  WRITE: ['write objects', 'delete objects'],
  READ_ACP: ['read its ACL'],
  WRITE_ACP: ['change its ACL'],
  FULL_CONTROL: ['list its objects', 'write objects', 'delete objects', 'read its ACL', 'change its ACL'],
};

const AND = new Intl.ListFormat('en', { type: 'conjunction' });

/** `Bucket logs lets anyone list its objects, by its ACL.` */
export function granteeInWords(thing: string, { kind, id, permissions }: Grantee): string {
  const who = {
    anyone: 'anyone',
    'any account': 'anyone with an AWS account',
    account: `the account with the canonical id ${id}`,
  }[kind];
  const may = new Set(permissions.flatMap((permission) => ALLOWED[permission]));
  return `${thing} lets ${who} ${AND.format(may)}, by its ACL.`;
}
