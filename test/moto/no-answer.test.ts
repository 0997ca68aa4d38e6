import { describe, expect, it } from 'vitest';
import { unknownVerdicts } from '../../src/finding/unknowns.ts';
import { failing, inRegions } from '../support/faults.ts';
import type { Answerer, Answers } from '../support/stub.ts';
import { type Call, success, textParam } from '../support/wire.ts';
import { expectSoundReport } from './report-checks.fixture.ts';
import { stage } from './scene.fixture.ts';
import { smallAccount, smallCredentials, TWO_RULES } from './small-account.fixture.ts';

const TWO_REGIONS = ['--region', 'eu-west-1,us-east-1'];

/** A page that a proxy or a hotel network sends in place of everything. */
const page: Answerer = () => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><body>Sign in to the network</body></html>',
});

/** The small account, open to the internet and asked for GuardDuty, with this fault before it. */
const stageBad = (fault: Answers) =>
  stage(
    {
      credentials: smallCredentials,
      answers: {
        ...smallAccount({ sshFrom: '0.0.0.0/0' }),
        'guardduty:ListDetectors': (call) => success(call, { detectorIds: [] }),
      },
    },
    { before: [fault] },
  );

describe('a page in place of an answer', () => {
  it('to everything: the scan says so and ends with 3', async () => {
    await using scene = await stageBad({ '*': page });
    const { code, stdout, stderr } = await scene.postern(...TWO_RULES);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toBe(
      'postern: AWS could not be asked who you are: sts:GetCallerIdentity failed in us-east-1: what came is no answer of AWS (HTTP 200, text/html, beginning "<html><body>Sign in to the network</body></html>").\n',
    );
  });

  it('to the list of Regions: no Region is taken for scanned', async () => {
    await using scene = await stageBad({ 'ec2:DescribeRegions': page });
    const { code, report } = await scene.report(...TWO_RULES);
    expectSoundReport(report);
    expect(code).toBe(3);
    expect(report.unknowns).toMatchObject([
      {
        ruleId: 'ec2/admin-port-open-to-internet',
        kind: 'failed',
        reason: expect.stringContaining('ec2:DescribeRegions failed in us-east-1 of account 111122223333'),
      },
    ]);
  });

  it.each<[string, Answerer]>([
    ['a page', page],
    ['nothing', () => ({ status: 204, body: '' })],
    ['an object that says nothing', (call) => success(call, {})],
  ])(
    '%s for the detectors of a Region: unknown there, told elsewhere, and never none',
    async (_what, fault) => {
      await using scene = await stageBad({ 'guardduty:ListDetectors': inRegions(['eu-west-1'], fault) });
      const { code, report } = await scene.report(
        '--rule',
        'guardduty/disabled',
        ...TWO_REGIONS,
        '--fail-on',
        'medium',
      );
      expect(unknownVerdicts(report.unknowns).map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
        ['guardduty/disabled', expect.stringMatching(/^guardduty:ListDetectors failed in eu-west-1 /)],
      ]);
      expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['guardduty/disabled']);
      expect(code).toBe(1);
    },
  );

  it('once is asked for again', async () => {
    let left = 3;
    await using scene = await stageBad({
      '*': (call, upstream) => {
        left -= 1;
        return left >= 0 ? page(call, upstream) : undefined;
      },
    });
    const { report } = await scene.report(...TWO_RULES, ...TWO_REGIONS);
    expect(report.unknowns).toEqual([]);
    expect(report.findings.map(({ ruleId }) => ruleId)).toContain('ec2/admin-port-open-to-internet');
  });
});

describe('an account that is said to have signed up for nothing', () => {
  const optIn = failing('OptInRequired', 'The AWS Access Key Id needs a subscription for the service', 403);

  it('is unknown, and never passes', async () => {
    await using scene = await stageBad({ 'iam:*': optIn, 'ec2:*': optIn, 'guardduty:*': optIn });
    for (const args of [[], ['--allow-incomplete'], ['--fail-on', 'never']]) {
      const { code, report, stderr } = await scene.report(
        ...['--rule', 'iam/password-policy-too-short,guardduty/disabled'],
        ...[...TWO_REGIONS, ...args],
      );
      expect(code).toBe(3);
      expect(report.notApplicable).toEqual([]);
      expect(unknownVerdicts(report.unknowns).map(({ ruleId }) => ruleId)).toEqual(
        expect.arrayContaining(['guardduty/disabled', 'iam/password-policy-too-short']),
      );
      expect(stderr).toBe(
        'Incomplete (exit code 3): nothing could be judged, because nothing could be read. The report says what stood in the way.\n',
      );
    }
  });

  it('is not one without GuardDuty', async () => {
    await using scene = await stageBad({ 'guardduty:ListDetectors': inRegions(['eu-west-1'], optIn) });
    const { report } = await scene.report('--rule', 'guardduty/disabled', ...TWO_REGIONS);
    expect(report.notApplicable).toEqual([]);
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['guardduty/disabled']);
    expect(report.unknowns).toHaveLength(1);
  });
});

describe('an account without organization', () => {
  it('has nothing to judge in one, and passes with a sentence', async () => {
    await using scene = await stageBad({
      'organizations:DescribeOrganization': failing(
        'AWSOrganizationsNotInUseException',
        'Your account is not a member of an organization.',
      ),
    });
    const { code, stderr } = await scene.report('--service', 'organizations', '--region', 'us-east-1');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'Passing (exit code 0): there was nothing to judge, because none of the rules applies here. The report says why.\n',
    });
  });
});

describe('pages without end', () => {
  const pageAfter = (token: (call: Call) => string): Answers => ({
    'ec2:DescribeSecurityGroups': (call) => success(call, { securityGroupInfo: [], nextToken: token(call) }),
  });

  it.each<[string, Answers, number, string]>([
    ['a token that comes again', pageAfter(() => 'same'), 2, 'AWS sent the same page token again'],
    [
      'tokens in a circle',
      pageAfter((call) => (textParam(call, 'NextToken') === 'a' ? 'b' : 'a')),
      3,
      'AWS sent the same page token again',
    ],
    [
      'empty pages',
      pageAfter((call) => `${Number(textParam(call, 'NextToken') ?? 0) + 1}`),
      100,
      'AWS sent 100 empty pages in a row',
    ],
  ])('%s: given up, and unknown', async (_what, fault, calls, reason) => {
    await using scene = await stageBad(fault);
    const { code, report } = await scene.report(...TWO_RULES, '--region', 'eu-west-1');
    expect(code).toBe(3);
    expect(report.unknowns).toMatchObject([
      { ruleId: 'ec2/admin-port-open-to-internet', reason: expect.stringContaining(reason) },
    ]);
    expect(report.scan.calls.byAction['ec2:DescribeSecurityGroups']).toBe(calls);
  });
});
