import { describe, expect, it } from 'vitest';
import { FindingsSpool } from '../../src/engine/findings-spool.ts';
import { type Progress, runScan as runToSource, type ScanPlan } from '../../src/engine/run-scan.ts';
import { unknownVerdicts } from '../../src/finding/unknowns.ts';
import { fail } from '../../src/rule/rule.ts';
import { reportIn } from '../support/report-source.ts';
import { sessionWith, stubbedAws } from '../support/session.ts';
import { chosen, RESOURCE, reader } from './rules.fixture.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

/** A scan of an account that is found at once, unless told otherwise. */
function planOf(plan: Partial<ScanPlan> = {}): ScanPlan {
  const session = sessionWith({ regions: { scanned: ['eu-west-1', 'us-east-1'] } });
  return {
    rules: [chosen('iam/a'), chosen('ec2/b', { scope: 'region' })],
    connect: async () => session,
    transport: session.transport,
    now: NOW,
    includePassed: false,
    spool: new FindingsSpool(),
    signal: new AbortController().signal,
    onProgress: () => {},
    ...plan,
  };
}

const runScan = async (plan: ScanPlan) => reportIn(await runToSource(plan));

const never = new Promise<never>(() => {});

describe('runScan', () => {
  it('reports all scopes of the account, and tells of every step', async () => {
    const steps: Progress[] = [];
    const report = await runScan(planOf({ onProgress: (progress) => steps.push(progress) }));
    expect(report.scan).toMatchObject({
      status: 'COMPLETE',
      source: 'AWS',
      startedAt: NOW.toISOString(),
      accounts: [{ accountId: '111122223333' }],
      regions: ['eu-west-1', 'us-east-1'],
      scopes: 3,
    });
    expect(report.summary.verdicts.passed).toBe(3);
    expect(report).not.toHaveProperty('passed');
    const scanning = { step: 'scanning', accountId: '111122223333', scopes: 3 };
    expect(steps).toEqual([
      { step: 'connecting' },
      { ...scanning, done: 0 },
      { ...scanning, done: 1 },
      { ...scanning, done: 2 },
      { ...scanning, done: 3 },
    ]);
  });

  it('keeps passed verdicts when asked to', async () => {
    const report = await runScan(planOf({ includePassed: true }));
    expect(report.passed).toHaveLength(3);
  });

  it('ends with the error that keeps it from the account', async () => {
    const refused = new Error('no credentials');
    const connect = () => Promise.reject(refused);
    await expect(runScan(planOf({ connect }))).rejects.toBe(refused);
  });

  it('interrupted before it knows the account, reports that nothing was judged', async () => {
    const interrupt = new AbortController();
    const scanning = runScan(planOf({ connect: () => never, signal: interrupt.signal }));
    interrupt.abort();
    const { scan, findings } = await scanning;
    expect(scan).toMatchObject({ status: 'INTERRUPTED', accounts: [], scopes: 0 });
    expect(findings).toEqual([]);
  });

  it('interrupted, has no interest in what fails for it', async () => {
    const interrupt = new AbortController();
    const connect = async () => {
      interrupt.abort();
      throw new Error('the call was given up');
    };
    const { scan } = await runScan(planOf({ connect, signal: interrupt.signal }));
    expect(scan.status).toBe('INTERRUPTED');
  });

  it('interrupted on the way, reports the scopes that were done', async () => {
    const interrupt = new AbortController();
    const rules = [
      chosen('iam/done', { check: () => [fail(RESOURCE, {}, 'Open.')] }),
      chosen('ec2/waiting', { scope: 'region', reads: { groups: reader('ec2:X', () => never) } }),
    ];
    const onProgress = (progress: Progress) => {
      if (progress.step === 'scanning' && progress.done === 1) interrupt.abort();
    };
    const report = await runScan(planOf({ rules, signal: interrupt.signal, onProgress }));
    expect(report.scan).toMatchObject({ status: 'INTERRUPTED', scopes: 1 });
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['iam/done']);
    expect(report.summary.verdicts).toMatchObject({ failed: 1, unknown: 2 });
  });

  it('interrupted in the middle of a scope, keeps what was judged there and tells what was not', async () => {
    await using _aws = await stubbedAws({ '*': () => never });
    const interrupt = new AbortController();
    const waits = { reads: { groups: reader('iam:X', () => never) } };
    const rules = [
      chosen('iam/fails', { check: () => [fail(RESOURCE, {}, 'Open.')] }),
      chosen('iam/passes'),
      chosen('iam/waits', waits),
      chosen('organizations/waits', { scope: 'organization', ...waits }),
      chosen('iam/gives-up', {
        reads: {
          summary: reader('iam:Y', async () => {
            await new Promise((resolve) => interrupt.signal.addEventListener('abort', resolve));
            throw new Error('the call was given up');
          }),
        },
      }),
    ];
    setTimeout(() => interrupt.abort(), 50);
    const report = await runScan(planOf({ rules, signal: interrupt.signal, includePassed: true }));
    expect(report.scan.scopes).toBe(1);
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['iam/fails']);
    expect(report.passed?.map(({ ruleId }) => ruleId)).toEqual(['iam/passes']);
    expect(unknownVerdicts(report.unknowns).map(({ ruleId, kind }) => `${ruleId} ${kind}`)).toEqual([
      'iam/gives-up interrupted',
      'iam/waits interrupted',
      'organizations/waits interrupted',
    ]);
  });
});
