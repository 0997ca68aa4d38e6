import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { CreateOrganizationalUnitCommand, ListRootsCommand } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Moto, motoAccountId, motoAvailable, startMoto } from '../support/moto.ts';
import type { Answers } from '../support/stub.ts';
import { regions } from '../support/worlds/ec2-answers.ts';
import { goodDetector, guardDuty } from '../support/worlds/guardduty-answers.ts';
import { type Organization, seedOrganization } from '../support/worlds/organization.ts';
import { clientsOf, policy } from '../support/worlds/world.ts';
import { reportOf, temporaryFolder } from './cli.fixture.ts';
import { expectSoundReport } from './report-checks.fixture.ts';
import { type Scene, stage } from './scene.fixture.ts';

/** A title for the terminal, colours, a link, HTML, a formula, a workflow command, and text that runs backwards. */
const TERMINAL =
  '\u001b]0;owned\u0007\u001b[2J\u001b[31mred\u009b1m\u001b]8;;https://example.com\u001b\\here\u001b]8;;\u001b\\';
const TEXT =
  '<script>alert(1)</script> =HYPERLINK("https://example.com") |cmd \u202eback\u202c \u2028\u200b\u0085\ufeff';
const HOSTILE = `${TERMINAL}${TEXT}\r\n::error::injected`;

/** XML holds no controls, so names of EC2 hold what XML does. */
const IN_XML = `=1+1 <img src=x onerror=alert(1)> & "q" \u202ex\u200b\u2028`;

/** Paths in IAM may hold anything from ! to DEL, https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
const PATH = '/<img&src=x|onerror=alert(1)>/"$(id)`id`\u007f/';

/** The same classes as Unicode's: controls, formats, separators of lines. A line break ends the lines of a report. */
const UNESCAPED = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe.skipIf(!motoAvailable())('hostile names', { timeout: 120_000 }, () => {
  let moto: Moto;
  let organization: Organization;
  let scene: Scene;
  beforeAll(async () => {
    moto = await startMoto();
    organization = await seedOrganization(moto);
    await seedHostile(moto);
    scene = await stage(organization, { upstream: moto.endpoint, before: [hostileFindings] });
  });
  afterAll(async () => {
    await scene?.[Symbol.asyncDispose]();
    await moto?.stop();
  });
  const args = ['--region', 'us-east-1', '--include-passed'];

  it('come out of the JSON report as they are, and do nothing on the way', async () => {
    const file = join(temporaryFolder(), 'report.json');
    const run = await scene.postern('--format', 'json', '--output', file, ...args);
    expect(run.stdout).not.toMatch(UNESCAPED);
    expect(await readFile(file, 'utf8')).toBe(run.stdout);
    const report = reportOf(run.stdout);
    expectSoundReport(report);
    const evidenceOf = (ruleId: string) =>
      JSON.stringify(report.findings.filter((finding) => finding.ruleId === ruleId));
    expect(evidenceOf('organizations/ou-unused')).toContain(JSON.stringify(HOSTILE).slice(1, -1));
    expect(evidenceOf('guardduty/active-findings')).toContain(JSON.stringify(HOSTILE).slice(1, -1));
    expect(evidenceOf('ec2/admin-port-open-to-internet')).toContain(JSON.stringify(IN_XML).slice(1, -1));
    expect(evidenceOf('iam/user-with-direct-policies')).toContain(JSON.stringify(PATH).slice(1, -1));
  });

  it('are shown and not obeyed by the table', async () => {
    const file = join(temporaryFolder(), 'report.txt');
    const run = await scene.postern('--output', file, ...args);
    for (const text of [run.stdout, run.stderr, await readFile(file, 'utf8')]) {
      expect(text).not.toMatch(UNESCAPED);
      expect(text).not.toMatch(/^::error/m);
    }
    expect(run.stdout).toContain('\\u001b]0;owned\\u0007');
  });
});

const hostileFindings: Answers = {
  ...regions(),
  ...guardDuty(motoAccountId, {
    'us-east-1': { ...goodDetector, findings: [{ id: 'hostile', type: HOSTILE, severity: 8 }] },
  }),
};

async function seedHostile(moto: Moto): Promise<void> {
  const { iam, organizations, ec2 } = clientsOf(moto);
  const [root] = (await organizations.send(new ListRootsCommand({}))).Roots ?? [];
  await organizations.send(new CreateOrganizationalUnitCommand({ ParentId: root?.Id, Name: HOSTILE }));

  await iam.send(new CreateUserCommand({ UserName: '=1+1@example.com,x', Path: PATH }));
  await iam.send(
    new PutUserPolicyCommand({
      UserName: '=1+1@example.com,x',
      PolicyName: '=1+1',
      PolicyDocument: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
    }),
  );

  const virginia = ec2('us-east-1');
  const { Vpcs } = await virginia.send(new DescribeVpcsCommand({}));
  const { GroupId } = await virginia.send(
    new CreateSecurityGroupCommand({ GroupName: IN_XML, Description: IN_XML, VpcId: Vpcs?.[0]?.VpcId }),
  );
  await virginia.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
}
