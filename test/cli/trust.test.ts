import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { roleAsCloudFormation, roleAsTerraform } from '../../src/cli/audit-role.ts';
import { permissionPolicies } from '../../src/cli/permission-policy.ts';
import { trustOf } from '../../src/cli/trust.ts';

const PROJECT = 'arn:aws:codebuild:eu-west-1:111122223333:project/audit';
const POLICIES = permissionPolicies(['iam:GetAccountSummary', 'ec2:DescribeRegions']);
const SEVERAL = permissionPolicies(
  Array.from({ length: 300 }, (_, index) => `service${index % 20}:DescribeNumber${index}`),
);

describe('trustOf', () => {
  it.each([
    ['github:acme/infra', 'repo:acme/infra:ref:refs/heads/main'],
    ['github:acme/infra@release/1.x', 'repo:acme/infra:ref:refs/heads/release/1.x'],
    ['gitlab:acme/platform/infra', 'project_path:acme/platform/infra:ref_type:branch:ref:main'],
  ])('%s lets in one branch alone', (text, subject) => {
    expect(trustOf(text)).toMatchObject({ by: 'provider', subject });
  });

  it.each([
    'github:acme',
    'github:acme/infra/more',
    'github:acme/*',
    'github:acme/infra@*',
    'gitlab:acme',
    'codebuild:audit',
    'arn:aws:iam::111122223333:root',
    'arn:aws:iam::111122223333:role/*',
    "github:acme/in'fra",
    '*',
    '',
  ])('%j is no one', (text) => {
    expect(() => trustOf(text)).toThrow(/^--trust takes /);
  });
});

describe('the role for CI', () => {
  it('is taken on by the subject and for the audience that were named, and nobody else', () => {
    const template = parse(roleAsCloudFormation(POLICIES, trustOf('github:acme/infra')), {
      logLevel: 'error',
    });
    expect(template.Resources.PosternAudit.Properties).toMatchObject({
      ManagedPolicyArns: ['PosternRead'],
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: {
                'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                'token.actions.githubusercontent.com:sub': 'repo:acme/infra:ref:refs/heads/main',
              },
            },
          },
        ],
      },
    });
  });

  it('carries every policy, of several too', () => {
    const trust = trustOf('arn:aws:iam::111122223333:role/jenkins');
    const { Properties } = parse(roleAsCloudFormation(SEVERAL, trust), { logLevel: 'error' }).Resources
      .PosternAudit;
    expect(Properties.ManagedPolicyArns).toEqual(SEVERAL.map((_, index) => `PosternRead${index + 1}`));
    expect(
      roleAsTerraform(SEVERAL, trust).match(/^resource "aws_iam_role_policy_attachment"/gm),
    ).toHaveLength(SEVERAL.length);
  });

  it('of a project of CodeBuild writes its own logs and reports alone', () => {
    const { Properties } = parse(roleAsCloudFormation(POLICIES, trustOf(`codebuild:${PROJECT}`)), {
      logLevel: 'error',
    }).Resources.PosternAudit;
    expect(Properties.Policies[0].PolicyDocument.Statement).toMatchObject([
      { Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/codebuild/audit*' },
      { Resource: 'arn:aws:codebuild:eu-west-1:111122223333:report-group/audit-*' },
    ]);
  });

  const TRUSTS = [
    'github:acme/infra',
    'gitlab:acme/infra',
    `codebuild:${PROJECT}`,
    'arn:aws:iam::111122223333:role/ci',
  ];

  it.skipIf(!runs('cfn-lint', '--version'))('is taken by cfn-lint', { timeout: 60_000 }, () => {
    const files = Object.fromEntries(
      TRUSTS.map((text, index) => [`${index}.yaml`, roleAsCloudFormation(POLICIES, trustOf(text))]),
    );
    expect(checked(files, 'cfn-lint', Object.keys(files))).toBe('');
  });

  it.skipIf(!runs('terraform', 'version'))('is laid out as Terraform does, which parses it', () => {
    const files = Object.fromEntries(
      TRUSTS.map((text, index) => [`${index}.tf`, roleAsTerraform(POLICIES, trustOf(text))]),
    );
    expect(checked(files, 'terraform', ['fmt', '-check', '-no-color'])).toBe('');
  });
});

/** Whether a program is here; where it is not, its test is skipped. */
function runs(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function checked(files: Readonly<Record<string, string>>, program: string, args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'postern-test-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
