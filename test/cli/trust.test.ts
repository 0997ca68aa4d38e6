import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import oidcSubject from '../../rules/iam/role-trusts-any-oidc-subject.ts';
import { roleAsCloudFormation, roleAsTerraform } from '../../src/cli/audit-role.ts';
import { permissionPolicies } from '../../src/cli/permission-policy.ts';
import { trustOf } from '../../src/cli/trust.ts';
import { trustsOf } from '../rules/iam/trusts.fixture.ts';
import { judge, statuses } from '../support/judge.ts';

const PROJECT = 'arn:aws:codebuild:eu-west-1:111122223333:project/audit';
const POLICIES = permissionPolicies(['iam:GetAccountSummary', 'ec2:DescribeRegions']);
const SEVERAL = permissionPolicies(
  Array.from({ length: 300 }, (_, index) => `service${index % 20}:DescribeNumber${index}`),
);

/** What our own rule on subjects says of a role with this trust policy. */
const judgeTrust = (document: { readonly Statement: readonly object[] }) =>
  statuses(judge(oidcSubject, { trusts: trustsOf(...document.Statement) }));

describe('trustOf', () => {
  it.each([
    ['github:acme/infra', 'repo:acme/infra:ref:refs/heads/main'],
    ['github:acme/infra@release/1.x', 'repo:acme/infra:ref:refs/heads/release/1.x'],
    ['github:acme/infra@fix/#12+a@b', 'repo:acme/infra:ref:refs/heads/fix/#12+a@b'],
    ['github:acme@12/infra@34', 'repo:acme@12/infra@34:ref:refs/heads/main'],
    ['github:acme@12/infra@34@release', 'repo:acme@12/infra@34:ref:refs/heads/release'],
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
    'gitlab:acme@12/infra@34',
    'github:acme/infra@$x',
    'github:acme/infra@a\nb',
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

  it.each(['github:acme/infra', 'github:acme@12/infra@34', 'gitlab:acme/platform/infra@release/1.x'])(
    'for %s is let in by more than its audience, as our own rule asks',
    (text) => {
      const trust = trustOf(text);
      if (trust.by !== 'provider') throw new Error(`${text} is trusted by no provider`);
      const { Statement } = parse(roleAsCloudFormation(POLICIES, trust), { logLevel: 'error' }).Resources
        .PosternAudit.Properties.AssumeRolePolicyDocument;
      const provider = `arn:aws:iam::111122223333:oidc-provider/${trust.host}`;
      const document = {
        Version: '2012-10-17',
        Statement: [{ ...Statement[0], Principal: { Federated: provider } }],
      };
      expect(judgeTrust(document)).toEqual(['pass']);
      const { [`${trust.host}:sub`]: _subject, ...others } = Statement[0].Condition.StringEquals;
      const open = { ...document.Statement[0], Condition: { StringEquals: others } };
      expect(judgeTrust({ ...document, Statement: [open] })).toEqual(['fail']);
    },
  );

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
