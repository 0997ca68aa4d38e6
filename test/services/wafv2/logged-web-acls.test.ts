import { afterEach, describe, expect, it, vi } from 'vitest';
import { webAclLogs } from '../../../src/services/wafv2/logged-web-acls.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Wire } from '../../support/wire.ts';
import { success, textParam } from '../../support/wire.ts';
import { arnOf, listing } from './web-acls.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('webAclLogs', () => {
  const logging = (...names: string[]): Wire =>
    names.map((name) => ({
      ResourceArn: arnOf(name),
      LogDestinationConfigs: ['arn:aws:s3:::aws-waf-logs-a'],
    }));

  it('are asked for once where the account logs each web ACL itself', async () => {
    await using scan = await stubbedPlace({
      ...listing('a'),
      'wafv2:ListLoggingConfigurations': (call) => success(call, { LoggingConfigurations: logging('a') }),
    });
    expect(await webAclLogs(scan.place)).toMatchObject([{ destinations: ['arn:aws:s3:::aws-waf-logs-a'] }]);
    expect(scan.calls()).toEqual(['ListWebACLs', 'ListLoggingConfigurations']);
  });

  it('are those of Security Lake or CloudWatch where the account has none', async () => {
    await using scan = await stubbedPlace({
      ...listing('a', 'b'),
      'wafv2:ListLoggingConfigurations': (call) =>
        success(call, {
          LoggingConfigurations: textParam(call, 'LogScope') === 'SECURITY_LAKE' ? logging('a') : [],
        }),
    });
    expect(await webAclLogs(scan.place)).toMatchObject([
      { webAcl: { Name: 'a' }, destinations: ['arn:aws:s3:::aws-waf-logs-a'] },
      { webAcl: { Name: 'b' }, destinations: [] },
    ]);
  });

  it('are not asked for where there is no web ACL', async () => {
    await using scan = await stubbedPlace(listing());
    expect(await webAclLogs(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['ListWebACLs']);
  });
});
