import { asCloudFormation, asTerraform, type PolicyDocument } from './permission-policy.ts';
import type { Trust } from './trust.ts';

/** Name of the role in Terraform, where resources have one; CloudFormation makes one up, so that CAPABILITY_IAM is enough. */
const ROLE = 'PosternAudit';

/**
 * The policies with a role that carries them, for the Terraform provider, laid out as `terraform fmt` does.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
 */
export function roleAsTerraform(policies: readonly PolicyDocument[], trust: Trust): string {
  const names = policies.map((_, index) => `postern_read${policies.length === 1 ? '' : `_${index + 1}`}`);
  return [
    asTerraform(policies),
    ...(trust.by === 'provider' ? [providerInTerraform(trust)] : []),
    `resource "aws_iam_role" "postern_audit" {
  name = "${ROLE}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
${statementInTerraform(trust)}      },
    ]
  })
}
`,
    ...names.map(
      (name) => `resource "aws_iam_role_policy_attachment" "${name}" {
  role       = aws_iam_role.postern_audit.name
  policy_arn = aws_iam_policy.${name}.arn
}
`,
    ),
    ...(trust.by === 'codebuild' ? [jobInTerraform(trust.projectArn)] : []),
    `output "role_arn" {
  value = aws_iam_role.postern_audit.arn
}
`,
  ].join('\n');
}

const REPORT_ACTIONS = [
  'codebuild:CreateReportGroup',
  'codebuild:CreateReport',
  'codebuild:UpdateReport',
  'codebuild:BatchPutTestCases',
];

type Provider = Extract<Trust, { by: 'provider' }>;

/** An account has one provider for an address: `create_provider = false` takes the one that is there. */
function providerInTerraform({ host, audience }: Provider): string {
  return `variable "create_provider" {
  description = "false where the account trusts https://${host} already"
  type        = bool
  default     = true
}

data "aws_caller_identity" "here" {}

data "aws_partition" "here" {}

resource "aws_iam_openid_connect_provider" "ci" {
  count          = var.create_provider ? 1 : 0
  url            = "https://${host}"
  client_id_list = ["${audience}"]
}

locals {
  provider_arn = var.create_provider ? aws_iam_openid_connect_provider.ci[0].arn : "arn:\${data.aws_partition.here.partition}:iam::\${data.aws_caller_identity.here.account_id}:oidc-provider/${host}"
}
`;
}

function statementInTerraform(trust: Trust): string {
  switch (trust.by) {
    case 'provider':
      return `        Action = "sts:AssumeRoleWithWebIdentity"
        Principal = {
          Federated = local.provider_arn
        }
        Condition = {
          StringEquals = {
            "${trust.host}:aud" = "${trust.audience}"
            "${trust.host}:sub" = "${trust.subject}"
          }
        }
`;
    case 'codebuild':
      return `        Action = "sts:AssumeRole"
        Principal = {
          Service = "codebuild.amazonaws.com"
        }
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = "${trust.projectArn}"
          }
        }
`;
    case 'principal':
      return `        Action = "sts:AssumeRole"
        Principal = {
          AWS = "${trust.arn}"
        }
`;
  }
}

/**
 * What the service role of a project needs to tell what it does and to publish test reports.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/test-permissions.html
 */
function jobInTerraform(projectArn: string): string {
  return `resource "aws_iam_role_policy" "job" {
  name = "Job"
  role = aws_iam_role.postern_audit.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${logGroupOf(projectArn)}"
      },
      {
        Effect   = "Allow"
        Action   = [${REPORT_ACTIONS.map((action) => `"${action}"`).join(', ')}]
        Resource = "${reportGroupsOf(projectArn)}"
      },
    ]
  })
}
`;
}

/** The same as a CloudFormation template. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export function roleAsCloudFormation(policies: readonly PolicyDocument[], trust: Trust): string {
  const names = policies.map((_, index) => `PosternRead${policies.length === 1 ? '' : index + 1}`);
  const [version = '', description = '', ...resources] = asCloudFormation(policies).trimEnd().split('\n');
  return [
    version,
    description,
    ...(trust.by === 'provider' ? parametersFor(trust) : []),
    ...resources,
    ...(trust.by === 'provider' ? providerInCloudFormation(trust) : []),
    '  PosternAudit:',
    '    Type: AWS::IAM::Role',
    '    Properties:',
    '      ManagedPolicyArns:',
    ...names.map((name) => `        - !Ref ${name}`),
    '      AssumeRolePolicyDocument:',
    "        Version: '2012-10-17'",
    '        Statement:',
    '          - Effect: Allow',
    ...statementInCloudFormation(trust).map((line) => `            ${line}`),
    ...(trust.by === 'codebuild' ? jobInCloudFormation(trust.projectArn) : []),
    'Outputs:',
    '  RoleArn:',
    '    Value: !GetAtt PosternAudit.Arn',
    '',
  ].join('\n');
}

function parametersFor({ host }: Provider): string[] {
  return [
    'Parameters:',
    '  CreateProvider:',
    '    Type: String',
    "    Default: 'true'",
    "    AllowedValues: ['true', 'false']",
    `    Description: false where the account trusts https://${host} already`,
    'Conditions:',
    "  CreatesProvider: !Equals [!Ref CreateProvider, 'true']",
  ];
}

function providerInCloudFormation({ host, audience }: Provider): string[] {
  return [
    '  Provider:',
    '    Type: AWS::IAM::OIDCProvider',
    '    Condition: CreatesProvider',
    '    Properties:',
    `      Url: 'https://${host}'`,
    '      ClientIdList:',
    `        - '${audience}'`,
  ];
}

function statementInCloudFormation(trust: Trust): string[] {
  switch (trust.by) {
    case 'provider':
      return [
        'Action: sts:AssumeRoleWithWebIdentity',
        'Principal:',
        '  Federated: !If',
        '    - CreatesProvider',
        '    - !Ref Provider',
        `    - !Sub 'arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${trust.host}'`,
        'Condition:',
        '  StringEquals:',
        `    '${trust.host}:aud': '${trust.audience}'`,
        `    '${trust.host}:sub': '${trust.subject}'`,
      ];
    case 'codebuild':
      return [
        'Action: sts:AssumeRole',
        'Principal:',
        '  Service: codebuild.amazonaws.com',
        'Condition:',
        '  ArnEquals:',
        `    'aws:SourceArn': '${trust.projectArn}'`,
      ];
    case 'principal':
      return ['Action: sts:AssumeRole', 'Principal:', `  AWS: '${trust.arn}'`];
  }
}

function jobInCloudFormation(projectArn: string): string[] {
  return [
    '      Policies:',
    '        - PolicyName: Job',
    '          PolicyDocument:',
    "            Version: '2012-10-17'",
    '            Statement:',
    '              - Effect: Allow',
    '                Action:',
    '                  - logs:CreateLogGroup',
    '                  - logs:CreateLogStream',
    '                  - logs:PutLogEvents',
    `                Resource: '${logGroupOf(projectArn)}'`,
    '              - Effect: Allow',
    '                Action:',
    ...REPORT_ACTIONS.map((action) => `                  - ${action}`),
    `                Resource: '${reportGroupsOf(projectArn)}'`,
  ];
}

/** The log group of a project, and all that is in it. https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html */
function logGroupOf(projectArn: string): string {
  const [, partition = '', , region = '', account = '', project = ''] = projectArn.split(':');
  return `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${project.replace('project/', '')}*`;
}

/** The report groups that builds of a project make: `<project>-<name in the buildspec>`. */
function reportGroupsOf(projectArn: string): string {
  return `${projectArn.replace(':project/', ':report-group/')}-*`;
}
