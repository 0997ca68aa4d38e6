/**
 * An identity policy that allows reading and nothing else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [
    {
      readonly Sid: string;
      readonly Effect: 'Allow';
      readonly Action: readonly string[];
      /** Every resource: most list and describe actions know no narrower one. */
      readonly Resource: '*';
    },
  ];
}

/**
 * Characters of a managed policy, white space not counted; it cannot be raised.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MANAGED_POLICY_CHARACTERS = 6144;

const NAME = 'PosternRead';

/**
 * The smallest policies that allow these actions: sorted, each action once, in as few documents as the size of a
 * managed policy admits. No document for no action.
 * @param actions IAM actions, such as `iam:GetAccountSummary`.
 */
export function permissionPolicies(actions: Iterable<string>): PolicyDocument[] {
  const documents: string[][] = [];
  for (const action of [...new Set(actions)].sort()) {
    const open = documents.at(-1);
    if (open !== undefined && fits([...open, action])) open.push(action);
    else documents.push([action]);
  }
  return documents.map(policyOf);
}

/** JSON for `aws iam create-policy`: the document, or an array of documents when it takes several. */
export function asJson(policies: readonly PolicyDocument[]): string {
  const [only, ...others] = policies;
  return `${JSON.stringify(only !== undefined && others.length === 0 ? only : policies, undefined, 2)}\n`;
}

/**
 * Resources `aws_iam_policy` of the Terraform provider, laid out as `terraform fmt` does.
 */
export function asTerraform(policies: readonly PolicyDocument[]): string {
  return policies.map((policy, index) => terraformResource(policy, numbered(policies, index))).join('\n');
}

/**
 * A CloudFormation template in YAML. It names no policy, so that CAPABILITY_IAM is enough to deploy it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html
 */
export function asCloudFormation(policies: readonly PolicyDocument[]): string {
  const resources = policies.map((policy, index) =>
    cloudFormationResource(policy, numbered(policies, index)),
  );
  return [
    "AWSTemplateFormatVersion: '2010-09-09'",
    'Description: What Postern reads, and nothing else',
    policies.length === 0 ? 'Resources: {}' : 'Resources:',
    ...resources.flat(),
    '',
  ].join('\n');
}

function policyOf(actions: readonly string[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: NAME, Effect: 'Allow', Action: actions, Resource: '*' }],
  };
}

function fits(actions: readonly string[]): boolean {
  return JSON.stringify(policyOf(actions)).replaceAll(/\s/g, '').length <= MANAGED_POLICY_CHARACTERS;
}

/** Policies that belong together count from 1; one alone needs no number. */
function numbered(policies: readonly PolicyDocument[], index: number): string {
  return policies.length === 1 ? '' : `${index + 1}`;
}

function terraformResource({ Version, Statement: [statement] }: PolicyDocument, number: string): string {
  const { Sid, Effect, Action, Resource } = statement;
  return `resource "aws_iam_policy" "postern_read${number === '' ? '' : `_${number}`}" {
  name        = ${hcl(`${NAME}${number}`)}
  description = "What Postern reads, and nothing else"

  policy = jsonencode({
    Version = ${hcl(Version)}
    Statement = [
      {
        Sid    = ${hcl(Sid)}
        Effect = ${hcl(Effect)}
        Action = [
${Action.map((action) => `          ${hcl(action)},\n`).join('')}        ]
        Resource = ${hcl(Resource)}
      },
    ]
  })
}
`;
}

/**
 * A string in HCL: JSON's escapes, and no templates.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
function hcl(text: string): string {
  return JSON.stringify(text).replaceAll(/[$%]\{/g, (opening) => opening.charAt(0) + opening);
}

function cloudFormationResource(
  { Version, Statement: [statement] }: PolicyDocument,
  number: string,
): string[] {
  const { Sid, Effect, Action, Resource } = statement;
  return [
    `  ${NAME}${number}:`,
    '    Type: AWS::IAM::ManagedPolicy',
    '    Properties:',
    '      Description: What Postern reads, and nothing else',
    '      PolicyDocument:',
    `        Version: ${yaml(Version)}`,
    '        Statement:',
    `          - Sid: ${yaml(Sid)}`,
    `            Effect: ${yaml(Effect)}`,
    '            Action:',
    ...Action.map((action) => `              - ${yaml(action)}`),
    `            Resource: ${yaml(Resource)}`,
  ];
}

/** A single-quoted scalar, in which nothing but the quote itself is special. https://yaml.org/spec/1.2.2/#732-single-quoted-style */
function yaml(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
