import type { LogScope, Scope } from '@aws-sdk/client-wafv2';
import { type ListedWebAcl, listedWebAcls } from './listed-web-acls.ts';
import { PAGE, wafv2 } from './service.ts';

/** A web ACL, and where its log goes: ARNs of log groups, buckets and streams; none where it has no log. */
export interface WebAclLog {
  readonly webAcl: ListedWebAcl;
  readonly destinations: readonly string[];
}

/** The log that the account set up first; the others are asked for only where it left a web ACL without one. */
const LOG_SCOPES: readonly LogScope[] = ['CUSTOMER', 'SECURITY_LAKE', 'CLOUDWATCH_TELEMETRY_RULE_MANAGED'];

/**
 * Where every web ACL of the Region logs to: a log that the account or Firewall Manager set up, or one of Security Lake
 * or of a telemetry rule of CloudWatch.
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_ListLoggingConfigurations.html
 */
export const webAclLogs = wafv2
  .using(listedWebAcls)
  .reader(
    [{ ifAny: 'ListLoggingConfigurations' }],
    async ({ sdk, client, ask }): Promise<readonly WebAclLog[]> => {
      const acls = await ask(listedWebAcls);
      const logs = new Map<string, readonly string[]>();
      const readLogs = async (Scope: Scope, LogScope: LogScope) => {
        let NextMarker: string | undefined;
        do {
          const page = await client.send(
            new sdk.ListLoggingConfigurationsCommand({
              Scope,
              LogScope,
              Limit: PAGE,
              ...(NextMarker === undefined ? {} : { NextMarker }),
            }),
          );
          for (const { ResourceArn, LogDestinationConfigs = [] } of page.LoggingConfigurations ?? [])
            if (ResourceArn !== undefined) logs.set(ResourceArn, LogDestinationConfigs);
          NextMarker = page.NextMarker;
        } while (NextMarker !== undefined && NextMarker !== '');
      };
      for (const Scope of new Set(acls.map((acl) => acl.Scope)))
        for (const LogScope of LOG_SCOPES)
          if (acls.some((acl) => acl.Scope === Scope && !logs.has(acl.ARN))) await readLogs(Scope, LogScope);
      return acls.map((webAcl) => ({ webAcl, destinations: logs.get(webAcl.ARN) ?? [] }));
    },
  );
