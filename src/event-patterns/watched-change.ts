import type { DemandedEvent, Fact } from './demanded-event.ts';

/** Events that somebody must hear of, and how they come to an event bus. */
export interface WatchedEvent extends DemandedEvent {
  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
  readonly bus: {
    readonly source: Fact;
    readonly detailType: string;
    readonly facts?: DemandedEvent['facts'];
  };
  /** Whether events that only read are among them: a bus keeps those from a rule that does not ask for them. */
  readonly reads: boolean;
}

/** What an account must be alarmed of, as the CIS AWS Foundations Benchmark lists it. */
export interface WatchedChange {
  readonly events: readonly WatchedEvent[];
}

const TEXT: Fact = {};

/**
 * What every record says: the fields that are not optional.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const RECORD: DemandedEvent['facts'] = {
  eventVersion: TEXT,
  eventTime: TEXT,
  'userIdentity.type': TEXT,
  eventSource: TEXT,
  eventName: TEXT,
  awsRegion: TEXT,
  sourceIPAddress: TEXT,
  eventID: TEXT,
  eventType: TEXT,
  eventCategory: TEXT,
};

const is = (value: string): Fact => ({ oneOf: [value] });

/** What is said of an event only where it applies to its service, and then so. */
const CHANGES: DemandedEvent['facts'] = {
  readOnly: { oneOf: [false], orAbsent: true },
  managementEvent: { oneOf: [true], orAbsent: true },
  eventCategory: is('Management'),
};

const CALL = 'AWS API Call via CloudTrail';
const SIGN_IN = 'AWS Console Sign In via CloudTrail';

/** Calls of a service, by their names, whoever makes them and whether they succeed. */
const calls = (service: string, ...names: readonly string[]): WatchedChange => ({
  events: names.map((name) => ({
    name,
    identifiedBy: 'eventName',
    facts: {
      ...RECORD,
      ...CHANGES,
      eventName: is(name),
      eventSource: is(`${service}.amazonaws.com`),
      eventType: is('AwsApiCall'),
    },
    bus: { source: is(`aws.${service}`), detailType: CALL },
    reads: false,
  })),
});

const signIn = (name: string, identifiedBy: string, facts: DemandedEvent['facts']): WatchedEvent => ({
  name,
  identifiedBy,
  facts: {
    ...RECORD,
    ...CHANGES,
    eventName: is('ConsoleLogin'),
    eventSource: is('signin.amazonaws.com'),
    eventType: is('AwsConsoleSignIn'),
    ...facts,
  },
  bus: { source: is('aws.signin'), detailType: SIGN_IN },
  reads: false,
});

/** Log delivery and HeadBucket are left out by CIS: they are refused day and night. */
const refused = (errorCode: string): WatchedEvent => ({
  name: `errorCode ${errorCode}`,
  identifiedBy: 'errorCode',
  facts: {
    ...RECORD,
    errorCode: { like: errorCode },
    sourceIPAddress: { noneOf: ['delivery.logs.amazonaws.com'] },
    eventName: { noneOf: ['HeadBucket'] },
  },
  bus: { source: { like: 'aws.*' }, detailType: CALL, facts: { eventType: is('AwsApiCall') } },
  reads: true,
});

/**
 * What the CIS AWS Foundations Benchmark demands in its newest version, by what the rules call it
 * (`cloudwatch/root-usage-not-alarmed`). A pattern of an older version misses what is new (ModifySecurityGroupRules);
 * where versions differ in what they leave out, only that is demanded which none of them leaves out (sign-in without
 * MFA: of IAM users, and successful). ClassicLink ended with EC2-Classic: CIS still names its calls, which nobody can
 * make any more. Security Hub prints the patterns of older versions:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const WATCHED_CHANGES = {
  'unauthorized-api-calls': { events: [refused('*UnauthorizedOperation'), refused('AccessDenied*')] },
  'console-sign-in-without-mfa': {
    events: [
      signIn('ConsoleLogin', 'eventName', {
        'userIdentity.type': is('IAMUser'),
        'additionalEventData.MFAUsed': is('No'),
        'responseElements.ConsoleLogin': is('Success'),
        errorMessage: { absent: true },
        errorCode: { absent: true },
      }),
    ],
  },
  'root-usage': {
    events: [
      signIn('console sign-in of the root user', 'userIdentity.type', {
        'userIdentity.type': is('Root'),
        'userIdentity.invokedBy': { absent: true },
      }),
      {
        name: 'API call of the root user',
        identifiedBy: 'userIdentity.type',
        facts: {
          ...RECORD,
          'userIdentity.type': is('Root'),
          'userIdentity.invokedBy': { absent: true },
          eventType: { oneOf: ['AwsApiCall', 'AwsConsoleAction'] },
        },
        bus: { source: { like: 'aws.*' }, detailType: CALL, facts: { eventType: is('AwsApiCall') } },
        reads: true,
      },
    ],
  },
  'iam-policy-changes': calls(
    'iam',
    'DeleteGroupPolicy',
    'DeleteRolePolicy',
    'DeleteUserPolicy',
    'PutGroupPolicy',
    'PutRolePolicy',
    'PutUserPolicy',
    'CreatePolicy',
    'DeletePolicy',
    'CreatePolicyVersion',
    'DeletePolicyVersion',
    'AttachRolePolicy',
    'DetachRolePolicy',
    'AttachUserPolicy',
    'DetachUserPolicy',
    'AttachGroupPolicy',
    'DetachGroupPolicy',
  ),
  'cloudtrail-changes': calls(
    'cloudtrail',
    'CreateTrail',
    'UpdateTrail',
    'DeleteTrail',
    'StartLogging',
    'StopLogging',
  ),
  'console-sign-in-failures': {
    events: [
      signIn('ConsoleLogin', 'eventName', {
        errorMessage: is('Failed authentication'),
        'responseElements.ConsoleLogin': is('Failure'),
      }),
    ],
  },
  'kms-key-removal': calls('kms', 'DisableKey', 'ScheduleKeyDeletion'),
  's3-policy-changes': calls(
    's3',
    'PutBucketAcl',
    'PutBucketPolicy',
    'PutBucketCors',
    'PutBucketLifecycle',
    'PutBucketReplication',
    'DeleteBucketPolicy',
    'DeleteBucketCors',
    'DeleteBucketLifecycle',
    'DeleteBucketReplication',
  ),
  'config-changes': calls(
    'config',
    'StopConfigurationRecorder',
    'DeleteDeliveryChannel',
    'PutDeliveryChannel',
    'PutConfigurationRecorder',
  ),
  'security-group-changes': calls(
    'ec2',
    'AuthorizeSecurityGroupIngress',
    'AuthorizeSecurityGroupEgress',
    'RevokeSecurityGroupIngress',
    'RevokeSecurityGroupEgress',
    'CreateSecurityGroup',
    'DeleteSecurityGroup',
    'ModifySecurityGroupRules',
  ),
  'network-acl-changes': calls(
    'ec2',
    'CreateNetworkAcl',
    'CreateNetworkAclEntry',
    'DeleteNetworkAcl',
    'DeleteNetworkAclEntry',
    'ReplaceNetworkAclEntry',
    'ReplaceNetworkAclAssociation',
  ),
  'gateway-changes': calls(
    'ec2',
    'CreateCustomerGateway',
    'DeleteCustomerGateway',
    'AttachInternetGateway',
    'CreateInternetGateway',
    'DeleteInternetGateway',
    'DetachInternetGateway',
  ),
  'route-table-changes': calls(
    'ec2',
    'CreateRoute',
    'CreateRouteTable',
    'ReplaceRoute',
    'ReplaceRouteTableAssociation',
    'DeleteRouteTable',
    'DeleteRoute',
    'DisassociateRouteTable',
  ),
  'vpc-changes': calls(
    'ec2',
    'CreateVpc',
    'DeleteVpc',
    'ModifyVpcAttribute',
    'AcceptVpcPeeringConnection',
    'CreateVpcPeeringConnection',
    'DeleteVpcPeeringConnection',
    'RejectVpcPeeringConnection',
  ),
  'organizations-changes': calls(
    'organizations',
    'AcceptHandshake',
    'AttachPolicy',
    'CreateAccount',
    'CreateOrganizationalUnit',
    'CreatePolicy',
    'DeclineHandshake',
    'DeleteOrganization',
    'DeleteOrganizationalUnit',
    'DeletePolicy',
    'DetachPolicy',
    'DisablePolicyType',
    'EnablePolicyType',
    'InviteAccountToOrganization',
    'LeaveOrganization',
    'MoveAccount',
    'RemoveAccountFromOrganization',
    'UpdatePolicy',
    'UpdateOrganizationalUnit',
  ),
} as const satisfies Readonly<Record<string, WatchedChange>>;

export type WatchedChangeId = keyof typeof WATCHED_CHANGES;
