import { z } from 'zod';
import { SEVERITY_LABELS } from '../rule/severity.ts';
import { REPORT_SCHEMA_VERSION } from './schema-version.ts';

const timestamp = z.iso.datetime().describe('ISO 8601, UTC');
const json = z.record(z.string(), z.unknown());

export const severitySchema = z.strictObject({
  score: z.number().min(0).max(10).describe('As GuardDuty counts'),
  label: z.enum(SEVERITY_LABELS),
  reason: z.string().optional().describe("Why it differs from the rule's severity"),
});

export const resourceSchema = z.strictObject({
  type: z.string().describe("Security Hub's name for the type where it has one, such as AwsIamUser"),
  id: z.string().describe('ARN, or what AWS names the resource by'),
  region: z.string(),
  partition: z.string(),
  tags: z.record(z.string(), z.string()).optional(),
  details: json.optional(),
});

export const findingSchema = z.strictObject({
  schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('Fingerprint of rule, account, Region, resource and the part of the resource'),
  type: z.string().describe("GuardDuty's grammar: ThreatPurpose:Resource/Name"),
  ruleId: z.string(),
  title: z.string(),
  description: z.string().describe('What is wrong with this resource, in one sentence'),
  why: z.string().describe('Why it matters'),
  severity: severitySchema,
  status: z.enum(['ACTIVE', 'SUPPRESSED', 'CLOSED']),
  accountId: z.string(),
  region: z.string(),
  partition: z.string(),
  resources: z.array(resourceSchema).min(1),
  part: z.string().optional().describe('The part of the resource that is judged, such as an access key'),
  evidence: json.describe('What AWS answered, to check the finding by'),
  networkReachabilityDetails: z
    .strictObject({
      openPortRange: z.strictObject({ begin: z.number(), end: z.number() }),
      protocol: z.string(),
      networkPath: z.strictObject({
        steps: z.array(z.strictObject({ componentId: z.string(), componentType: z.string() })),
      }),
    })
    .optional(),
  remediation: z.strictObject({
    recommendation: z.strictObject({ text: z.string(), url: z.string() }),
    commands: z.array(z.string()),
  }),
  compliance: z.array(z.strictObject({ framework: z.string(), control: z.string() })),
  firstObservedAt: timestamp,
  lastObservedAt: timestamp,
  updatedAt: timestamp,
});

const scopeFields = {
  ruleId: z.string(),
  accountId: z.string(),
  region: z.string(),
};

const missingPermissionSchema = z.strictObject({
  action: z.string().describe('IAM action, such as iam:GetAccountSummary'),
  accountId: z.string(),
  region: z.string().describe('Where the call was made: for a global service its home Region'),
  deniedBy: z.string().optional().describe('The kind of policy that denied, where AWS told it'),
});

export const unknownSchema = z.strictObject({
  ...scopeFields,
  kind: z
    .enum(['denied', 'throttled', 'failed', 'undetermined'])
    .describe('undetermined: AWS answered, but not what the rule needs'),
  severity: severitySchema.describe('The highest severity a finding could have had here'),
  resource: resourceSchema.optional().describe('Missing where the whole scope could not be judged'),
  part: z.string().optional(),
  reason: z.string(),
  missingPermissions: z.array(missingPermissionSchema),
});

export const notApplicableSchema = z.strictObject({
  ...scopeFields,
  resource: resourceSchema.optional(),
  reason: z.string(),
});

export const passedSchema = z.strictObject({
  ...scopeFields,
  resource: resourceSchema,
  part: z.string().optional(),
  evidence: json,
});

const countsSchema = z.strictObject({
  passed: z.int(),
  failed: z.int(),
  unknown: z.int(),
  notApplicable: z.int(),
});

export const ruleResultSchema = z.strictObject({
  ruleId: z.string(),
  title: z.string(),
  severity: severitySchema,
  counts: countsSchema,
  scopes: z.array(z.strictObject({ accountId: z.string(), region: z.string(), counts: countsSchema })),
});

export const reportSchema = z.strictObject({
  schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
  product: z.strictObject({ name: z.literal('postern'), version: z.string() }),
  scan: z.strictObject({
    status: z.enum(['COMPLETE', 'INTERRUPTED']),
    source: z.enum(['AWS', 'TAPE']),
    startedAt: timestamp.describe('The moment that ages are judged by'),
    durationSeconds: z.number(),
    partition: z.string(),
    accounts: z.array(z.strictObject({ accountId: z.string(), principalArn: z.string() })),
    regions: z.array(z.string()),
    scopes: z.int().describe('Organizations, accounts and Regions judged'),
    calls: z.strictObject({
      total: z.int().describe('Requests to AWS, retries included'),
      byAction: z.record(z.string(), z.int()),
    }),
  }),
  summary: z.strictObject({
    rules: z.int(),
    findings: z.strictObject({
      total: z.int().describe('Active findings'),
      bySeverity: z.record(z.enum(SEVERITY_LABELS), z.int()),
      leftOut: z
        .strictObject({ below: z.enum(SEVERITY_LABELS), count: z.int() })
        .optional()
        .describe('Findings that --severity left out of the report'),
    }),
    verdicts: countsSchema,
  }),
  findings: z.array(findingSchema),
  unknowns: z.array(unknownSchema),
  notApplicable: z.array(notApplicableSchema),
  passed: z.array(passedSchema).optional().describe('Only when asked for with --include-passed'),
  rules: z.array(ruleResultSchema),
});
