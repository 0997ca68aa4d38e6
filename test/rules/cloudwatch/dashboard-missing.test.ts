import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/dashboard-missing.ts';
import { judge } from '../../support/judge.ts';

describe('cloudwatch/dashboard-missing', () => {
  it.each<[string, string[], object]>([
    ['none', [], { status: 'fail', resource: { type: 'AwsAccount' }, evidence: { Dashboards: 0 } }],
    ['one', ['ops'], { status: 'pass', evidence: { DashboardNames: ['ops'], Dashboards: 1 } }],
  ])('%s', (_case, dashboards, verdict) => {
    expect(judge(rule, { dashboards })).toMatchObject([verdict]);
  });
});
