import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SECRETS } from '../secrets/secrets.fixture.ts';
import type { Answers } from '../support/stub.ts';
import { success } from '../support/wire.ts';
import { postern, reportOf, temporaryFolder } from './cli.fixture.ts';
import { stage } from './scene.fixture.ts';
import { smallAccount, smallCredentials, TWO_RULES } from './small-account.fixture.ts';

const RULES = [TWO_RULES[0], `${TWO_RULES[1]},account/security-contact-missing`];
const ARGS = [
  ...RULES,
  '--region',
  'us-east-1',
  '--format',
  'json',
  '--include-passed',
  '--fail-on',
  'never',
];

const tellsSecrets: Answers = {
  'account:GetAlternateContact': (call) =>
    success(call, {
      AlternateContact: {
        AlternateContactType: 'SECURITY',
        EmailAddress: 'grace@example.com',
        Name: 'Grace Hopper',
        PhoneNumber: '+1 555 0100',
        Title: 'Admiral',
      },
    }),
  'ec2:DescribeSecurityGroups': (call) =>
    success(call, {
      securityGroupInfo: SECRETS.map(([, secret], index) => ({
        ownerId: '111122223333',
        groupId: `sg-${index}`,
        groupName: `group-${index}`,
        groupDescription: `made with ${secret}`,
        vpcId: 'vpc-1',
        ipPermissions: [
          {
            ipProtocol: 'tcp',
            fromPort: 22,
            toPort: 22,
            ipRanges: [{ cidrIp: '0.0.0.0/0', description: secret }],
          },
        ],
        tagSet: [{ key: 'deploy', value: `DEPLOY_PASSWORD=Tr0ub4dor-${index}` }],
      })),
    }),
};

it('a tape holds no secret and no way to reach anybody, and judges as the scan did', async () => {
  await using scene = await stage(
    { credentials: smallCredentials, answers: smallAccount() },
    { before: [tellsSecrets] },
  );
  const tape = join(temporaryFolder(), 'account.tape');
  const live = await scene.postern(...ARGS, '--record', tape);
  const text = await readFile(tape, 'utf8');
  for (const [what, secret] of SECRETS)
    expect(text, what).not.toContain(JSON.stringify(secret.slice(-16)).slice(1, -1));
  for (const word of ['grace@example.com', 'Hopper', '555 0100', 'Tr0ub4dor'])
    expect(text).not.toContain(word);

  const replay = await postern(['--replay', tape, ...ARGS]);
  expect(replay.code).toBe(live.code);
  const [before, after] = [live, replay].map(({ stdout }) => reportOf(stdout));
  const verdicts = (report: typeof before) =>
    report?.findings.map(({ id, ruleId, severity, resources }) => ({
      id,
      ruleId,
      severity,
      resource: resources[0]?.id,
    }));
  expect(verdicts(after)).toEqual(verdicts(before));
  expect(after?.summary).toEqual(before?.summary);
  expect(before?.summary.verdicts.passed).toBeGreaterThan(0);
  expect(before?.findings.length).toBeGreaterThan(0);
});
