import { afterEach, describe, expect, it, vi } from 'vitest';
import { dashboardNames } from '../../../src/services/cloudwatch/dashboards.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

describe('dashboardNames', () => {
  it('asks once an account, in the home Region', async () => {
    await using scan = await stubbedPlace({
      'monitoring:ListDashboards': (call) =>
        success(call, { DashboardEntries: [{ DashboardName: call.region }] }),
    });
    expect(await dashboardNames(scan.place)).toEqual(['us-east-1']);
    expect(await dashboardNames({ ...scan.place, region: 'eu-west-2' })).toEqual(['us-east-1']);
    expect(scan.calls()).toEqual(['ListDashboards']);
  });

  it('fails where it is denied', async () => {
    await using scan = await stubbedPlace({ 'monitoring:ListDashboards': denied() });
    await expect(dashboardNames(scan.place)).rejects.toMatchObject({ action: 'cloudwatch:ListDashboards' });
  });

  it('turns the pages', async () => {
    await using scan = await stubbedPlace({
      'monitoring:ListDashboards': (call) =>
        textParam(call, 'NextToken') === undefined
          ? success(call, { DashboardEntries: [{ DashboardName: 'a' }], NextToken: 'more' })
          : success(call, { DashboardEntries: [{ DashboardName: 'b' }] }),
    });
    expect(await dashboardNames(scan.place)).toEqual(['a', 'b']);
  });
});
