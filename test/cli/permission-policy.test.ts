import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asCloudFormation,
  asJson,
  asTerraform,
  type PolicyDocument,
  permissionPolicies,
} from '../../src/cli/permission-policy.ts';

const QUOTA = 6144;

const actionsOf = (policies: readonly PolicyDocument[]) =>
  policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action));

const size = (policy: PolicyDocument) => JSON.stringify(policy).replaceAll(/\s/g, '').length;

const EMPTY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'PosternRead', Effect: 'Allow', Action: [], Resource: '*' }],
}).length;

/** Two actions that fill a document with so many characters: each has its quotes, and a comma stands between. */
const filling = (characters: number) => {
  const names = characters - EMPTY - '"",""'.length;
  return [`a:${'b'.repeat(98)}`, `c:${'d'.repeat(names - 102)}`];
};

const several = permissionPolicies(
  Array.from({ length: 300 }, (_, index) => `service${index % 20}:DescribeSomethingNumber${index}`),
);

describe('permissionPolicies', () => {
  it('allows each action once, in order, on every resource', () => {
    expect(permissionPolicies(['s3:GetBucketAcl', 'ec2:DescribeVpcs', 's3:GetBucketAcl'])).toEqual([
      {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'PosternRead',
            Effect: 'Allow',
            Action: ['ec2:DescribeVpcs', 's3:GetBucketAcl'],
            Resource: '*',
          },
        ],
      },
    ]);
  });

  it.each([
    [QUOTA, 1],
    [QUOTA + 1, 2],
  ])('%i characters take %i managed policies', (characters, documents) => {
    const actions = filling(characters);
    expect(JSON.stringify(actions).length - '[]'.length + EMPTY).toBe(characters);
    const policies = permissionPolicies(actions);
    expect(policies).toHaveLength(documents);
    expect(actionsOf(policies)).toEqual(actions);
  });

  it('loses no action and passes no quota, whatever the actions', () => {
    const action = fc
      .tuple(fc.constantFrom('iam', 'ec2', 's3', 'organizations'), fc.stringMatching(/^[A-Z][A-Za-z]{3,60}$/))
      .map((parts) => parts.join(':'));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 400 }), (actions) => {
        const policies = permissionPolicies(actions);
        expect(actionsOf(policies)).toEqual([...new Set(actions)].sort());
        for (const policy of policies) expect(size(policy)).toBeLessThanOrEqual(QUOTA);
      }),
      { numRuns: 30 },
    );
  });
});

describe('asJson', () => {
  it('is one document that IAM takes', () => {
    const policies = permissionPolicies(['iam:GetAccountSummary']);
    expect(JSON.parse(asJson(policies))).toEqual(policies[0]);
  });

  it('is an array when it takes several', () => {
    expect(several.length).toBeGreaterThan(1);
    expect(JSON.parse(asJson(several))).toEqual(several);
  });
});

describe('asTerraform', () => {
  it('is laid out as terraform fmt does', () => {
    expect(
      asTerraform(permissionPolicies(['iam:GetAccountSummary', 'ec2:DescribeVpcs'])),
    ).toMatchInlineSnapshot(`
      "resource "aws_iam_policy" "postern_read" {
        name        = "PosternRead"
        description = "What Postern reads, and nothing else"

        policy = jsonencode({
          Version = "2012-10-17"
          Statement = [
            {
              Sid    = "PosternRead"
              Effect = "Allow"
              Action = [
                "ec2:DescribeVpcs",
                "iam:GetAccountSummary",
              ]
              Resource = "*"
            },
          ]
        })
      }
      "
    `);
  });

  it('escapes what would be a template', () => {
    const text = asTerraform(permissionPolicies([`x:\${aws_iam_user.a}`, 'x:%{ if true }']));
    expect(text).toContain(`"x:$\${aws_iam_user.a}"`);
    expect(text).toContain('"x:%%{ if true }"');
  });

  it('numbers policies that belong together', () => {
    const text = asTerraform(several);
    expect(text.match(/^resource .*$/gm)).toEqual(
      several.map((_, index) => `resource "aws_iam_policy" "postern_read_${index + 1}" {`),
    );
    expect(text).toContain('name        = "PosternRead2"');
  });
});

describe('asCloudFormation', () => {
  it('is a template without parameters', () => {
    expect(
      asCloudFormation(permissionPolicies(['iam:GetAccountSummary', "x:It'sQuoted"])),
    ).toMatchInlineSnapshot(`
      "AWSTemplateFormatVersion: '2010-09-09'
      Description: What Postern reads, and nothing else
      Resources:
        PosternRead:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            Description: What Postern reads, and nothing else
            PolicyDocument:
              Version: '2012-10-17'
              Statement:
                - Sid: 'PosternRead'
                  Effect: 'Allow'
                  Action:
                    - 'iam:GetAccountSummary'
                    - 'x:It''sQuoted'
                  Resource: '*'
      "
    `);
  });

  it('numbers policies that belong together', () => {
    expect(asCloudFormation(several).match(/^ {2}\w+:$/gm)).toEqual(
      several.map((_, index) => `  PosternRead${index + 1}:`),
    );
  });

  it('is a template even of nothing', () => {
    expect(asCloudFormation([])).toMatch(/^Resources: \{\}$/m);
  });
});
