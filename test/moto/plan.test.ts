import { describe, expect, it, vi } from 'vitest';
import { callPlanSchema } from '../../src/finding/plan-schema.ts';
import { denied } from '../support/faults.ts';
import { type Answers, startStub } from '../support/stub.ts';
import { success } from '../support/wire.ts';
import { type Environment, postern, startPostern } from './cli.fixture.ts';

const plan = (args: readonly string[], environment?: Environment) =>
  postern(['--plan', ...args], environment);
const parsed = (json: string) => callPlanSchema.parse(JSON.parse(json));

/** All that a plan may ask. */
const identity: Answers = {
  'sts:GetCallerIdentity': (call) =>
    success(call, { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/auditor', UserId: 'A' }),
  'ec2:DescribeRegions': (call) =>
    success(call, {
      regionInfo: ['eu-west-1', 'eu-west-2', 'us-east-1'].map((regionName) => ({
        regionName,
        optInStatus: 'opt-in-not-required',
      })),
    }),
};

const credentials = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('postern --plan', () => {
  it('asks AWS who and where we are, and nothing else', async () => {
    await using aws = await startStub({ answers: identity });
    const environment = { ...credentials, AWS_ENDPOINT_URL: aws.endpoint, AWS_REGION: 'eu-west-1' };
    const args = [
      '--region',
      'eu-*',
      '--rule',
      'iam/root-*,guardduty/disabled',
      '--exclude-rule',
      'iam/root-used*',
    ];
    const { code, stdout, stderr } = await plan([...args, '--format', 'json'], environment);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'This plan made 2 calls, which say who and where we are, and no other.\n',
    });
    expect(aws.requests.map(({ operation }) => operation)).toEqual(['GetCallerIdentity', 'DescribeRegions']);
    const { calls, rules, regions, total } = parsed(stdout);
    expect(regions).toEqual(['eu-west-1', 'eu-west-2']);
    expect(rules).toEqual(expect.arrayContaining(['guardduty/disabled', 'iam/root-without-mfa']));
    expect(rules.filter((id) => !/^(guardduty\/disabled|iam\/root-(?!used).+)$/.test(id))).toEqual([]);
    expect(total.made).toBe(2);
    expect(calls).toContainEqual({
      service: 'guardduty',
      operation: 'ListDetectors',
      regions,
      atLeast: 1,
      mayBeMore: ['pages'],
      made: false,
    });
    expect(calls).toContainEqual({
      service: 'sts',
      operation: 'GetCallerIdentity',
      regions: ['eu-west-1'],
      atLeast: 1,
      mayBeMore: [],
      made: true,
    });
  });

  it('says that there may be more Regions where AWS does not list them', async () => {
    await using aws = await startStub({ answers: [{ 'ec2:DescribeRegions': denied() }, identity] });
    const environment = { ...credentials, AWS_ENDPOINT_URL: aws.endpoint };
    const { code, stdout } = await plan(['--service', 'guardduty'], environment);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /More Regions may be asked, which are not known: ec2:DescribeRegions .*denied/,
    );
  });

  it('without credentials ends as a scan does', async () => {
    const { code, stdout, stderr } = await plan([]);
    expect({ code, stdout, stderr }).toEqual(await postern([]));
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('No AWS credentials found. Sign in');
  });

  it('ends at once when it is interrupted', async () => {
    await using aws = await startStub({ answers: identity, delayMs: 30_000 });
    const running = startPostern(['--plan'], { ...credentials, AWS_ENDPOINT_URL: aws.endpoint });
    await vi.waitUntil(() => aws.requests.length > 0, { timeout: 20_000 });
    running.interrupt();
    expect(await running.done).toEqual({ code: 130, stdout: '', stderr: '' });
  });

  it('of the demo works offline, at 80 columns', async () => {
    const { code, stdout, stderr } = await plan(['--demo']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/^ {2}DescribeSecurityGroups +17 Regions +1\+$/m);
  });

  it.each([
    ['--output', 'plan.json'],
    ['--record', 'account.tape'],
  ])('does not go with %s', async (option, file) => {
    const { code, stdout, stderr } = await plan(['--demo', option, file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^postern: option '--plan' cannot be used with option '${option} `));
  });
});
