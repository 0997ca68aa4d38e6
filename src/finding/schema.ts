import { z } from 'zod';
import { EXPOSURES } from '../rule/exposure.ts';
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

const fingerprint = z.string().regex(/^[0-9a-f]{32}$/);
const ruleId = z.string();
const title = z.string();
const accountId = z.string();
const region = z.string();
const part = z.string().optional().describe('The part of the resource that is judged, such as an access key');
const evidence = json.describe('What AWS answered, to check it by');
const status = z.enum(['ACTIVE', 'SUPPRESSED', 'CLOSED']);
const exposure = z
  .enum(EXPOSURES)
  .optional()
  .describe('Who reaches it: everybody, other AWS accounts, the inside of the account, nobody');
const networkReachabilityDetails = z
  .strictObject({
    openPortRange: z.strictObject({ begin: z.number(), end: z.number() }),
    protocol: z.string(),
    networkPath: z.strictObject({
      steps: z.array(z.strictObject({ componentId: z.string(), componentType: z.string() })),
    }),
  })
  .optional();

/** The finding of AWS's own detector that is carried over, with AWS's own times. */
const detectedBy = z
  .strictObject({
    service: z.string().describe('GuardDuty or Inspector'),
    findingArn: z.string(),
    url: z.string().optional().describe('Where people look at it in the console of AWS'),
  })
  .optional()
  .describe(
    "The finding of AWS's own detector that is carried over; the times of the finding are then those of AWS",
  );
const vulnerability = z
  .strictObject({
    id: z.string().describe('CVE-2026-12345, or the id of another catalogue'),
    source: z.string().optional(),
    sourceUrl: z.string().optional(),
    packages: z.array(
      z.strictObject({
        name: z.string(),
        installedVersion: z.string(),
        fixedInVersion: z.string().optional().describe('Missing where no fix is known'),
        packageManager: z.string().optional(),
        filePath: z.string().optional(),
        architecture: z.string().optional(),
      }),
    ),
    cvss: z.array(
      z.strictObject({
        baseScore: z.number(),
        scoringVector: z.string(),
        version: z.string(),
        source: z.string(),
      }),
    ),
    relatedVulnerabilities: z.array(z.string()).optional(),
    referenceUrls: z.array(z.string()).optional(),
    epss: z.number().optional().describe('The probability, 0 to 1, that it is exploited within 30 days'),
    fixAvailable: z.enum(['YES', 'NO', 'PARTIAL']).optional(),
    exploitAvailable: z.boolean().optional(),
    lastKnownExploitAt: timestamp.optional(),
    knownExploited: z
      .strictObject({
        dateAdded: timestamp.optional(),
        dateDue: timestamp.optional(),
        action: z.string().optional(),
      })
      .optional()
      .describe("Its entry in CISA's catalogue of known exploited vulnerabilities"),
  })
  .optional();

const suppression = z
  .strictObject({
    reason: z.string(),
    until: z.iso.date().optional().describe('The last day that it holds, where it ends'),
  })
  .optional()
  .describe('Why it is SUPPRESSED, as the configuration says');
const baselineState = z
  .enum(['NEW', 'PERSISTING'])
  .optional()
  .describe(
    'Whether the baseline has it, where there is one; missing where the baseline did not look. A finding with parts is NEW where any part that is not suppressed is, and PERSISTING where all of those are',
  );

const observed = { firstObservedAt: timestamp, lastObservedAt: timestamp, updatedAt: timestamp };

export const findingPartSchema = z.strictObject({
  id: fingerprint.describe('Fingerprint of rule, account, Region, resource and the part of the resource'),
  accountId,
  region,
  resource: resourceSchema,
  part,
  description: z.string().describe('What is wrong with this resource, in one sentence'),
  severity: severitySchema,
  exposure,
  status,
  suppression,
  baselineState,
  evidence,
  networkReachabilityDetails,
  detectedBy,
  vulnerability,
  commands: z.array(z.string()).describe('Commands that mend this part'),
  ...observed,
});

const absorbsSchema = z.strictObject({
  id: fingerprint,
  ruleId,
  title,
  resourceId: z.string(),
  part,
});

export const findingSchema = z.strictObject({
  schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
  id: fingerprint.describe(
    'Fingerprint of rule, account, Region, resource and the part of the resource; of rule, account and place where the finding has parts',
  ),
  type: z.string().describe("GuardDuty's grammar: ThreatPurpose:Resource/Name"),
  ruleId,
  title,
  description: z.string().describe('What is wrong, in one sentence'),
  why: z.string().describe('Why it matters'),
  severity: severitySchema.describe(
    'The highest of its active parts, where it has parts; of all where none is active',
  ),
  exposure,
  status,
  suppression,
  baselineState,
  accountId,
  region: region.describe('The home Region of the partition for accounts and organizations'),
  partition: z.string(),
  resources: z.array(resourceSchema).min(1),
  part,
  evidence,
  networkReachabilityDetails,
  detectedBy,
  vulnerability,
  parts: z
    .array(findingPartSchema)
    .min(1)
    .optional()
    .describe(
      'What holds for several resources, Regions or plans alike, one by one: what is suppressed, compared or aged is a part',
    ),
  absorbs: z
    .array(absorbsSchema)
    .min(1)
    .optional()
    .describe(
      'Failed verdicts whose cause this finding tells; they stand in full in the report under absorbed',
    ),
  remediation: z.strictObject({
    recommendation: z.strictObject({ text: z.string(), url: z.string() }),
    commands: z.array(z.string()).describe('The first 20 of all parts, where the finding has parts'),
  }),
  compliance: z.array(z.strictObject({ framework: z.string(), control: z.string() })),
  ...observed,
});

export const absorbedSchema = z.strictObject({
  id: fingerprint.describe('Fingerprint of rule, account, Region, resource and the part of the resource'),
  ruleId,
  title,
  description: z.string(),
  severity: severitySchema,
  exposure,
  accountId,
  region,
  resource: resourceSchema,
  part,
  evidence,
  detectedBy,
  vulnerability,
  toldBy: z
    .strictObject({
      id: fingerprint.describe('Of a finding in this report'),
      partId: fingerprint.optional().describe('Of the part that tells it, where that finding has parts'),
    })
    .describe('The finding that tells its cause'),
  ...observed,
});

const scopeFields = { ruleId, accountId, region };

const missingPermissionSchema = z.strictObject({
  action: z.string().describe('IAM action, such as iam:GetAccountSummary'),
  accountId: z.string(),
  region: z.string().describe('Where the call was made: for a global service its home Region'),
  deniedBy: z.string().optional().describe('The kind of policy that denied, where AWS told it'),
});

/** One verdict: a rule that could not judge a scope, or a resource in it. */
export const unknownSchema = z.strictObject({
  ...scopeFields,
  kind: z
    .enum(['denied', 'throttled', 'failed', 'undetermined', 'interrupted'])
    .describe(
      'undetermined: AWS answered, but not what the rule needs; interrupted: the scan ended before it was judged',
    ),
  severity: severitySchema.describe('The highest severity a finding could have had here'),
  resource: resourceSchema.optional().describe('Missing where the whole scope could not be judged'),
  part: z.string().optional(),
  reason: z.string(),
  missingPermissions: z.array(missingPermissionSchema),
});

/** Many verdicts and one cause: a service control policy that denies what they had to ask there. */
export const closedRegionSchema = z.strictObject({
  accountId,
  region: region.describe('The Region that is closed to the scan'),
  kind: z.literal('denied'),
  deniedBy: z.literal('service control policy'),
  severity: severitySchema.describe('The highest of its parts'),
  reason: z.string(),
  missingPermissions: z.array(missingPermissionSchema).describe('Those of all parts, each once'),
  parts: z.array(unknownSchema).min(2).describe('What could not be judged, rule by rule'),
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

export const assuranceSchema = z.strictObject({
  agreements: z
    .array(
      z.strictObject({
        title: z.string(),
        state: z.string().optional().describe('ACTIVE, CUSTOMER_TERMINATED or AWS_TERMINATED'),
        effectiveStart: timestamp.optional(),
        effectiveEnd: timestamp.optional(),
      }),
    )
    .optional()
    .describe('What the account or its organization agreed on with AWS; missing where AWS did not tell it'),
  reports: z
    .array(
      z.strictObject({
        title: z.string(),
        company: z.string().optional().describe('Whose report it is, where AWS told it'),
        state: z.string().optional().describe('PUBLISHED or UNPUBLISHED'),
        periodStart: timestamp.optional(),
        periodEnd: timestamp.optional(),
      }),
    )
    .optional()
    .describe('What auditors wrote about AWS and its vendors; missing where AWS did not tell it'),
});

export const goneSchema = z.strictObject({
  id: fingerprint,
  ruleId,
  title,
  description: z.string(),
  severity: severitySchema,
  accountId,
  region,
  resourceId: z.string(),
  part,
  firstObservedAt: timestamp,
});

/** How the findings compare with those of an earlier report. */
const baselineSchema = z.strictObject({
  startedAt: timestamp.describe('When the scan of the baseline was made'),
  new: z
    .int()
    .describe(
      'Active verdicts, of findings and their parts, that the baseline does not have. This and what follows is of the whole scan, also where --severity leaves findings out',
    ),
  persisting: z.int(),
  worse: z
    .array(z.strictObject({ id: fingerprint, was: severitySchema }))
    .min(1)
    .optional()
    .describe('Of those that persist, what the baseline has with a milder label'),
  gone: z.array(goneSchema).describe('What the baseline has and this scan looked for and did not find'),
  notCompared: z
    .array(z.string())
    .describe('What only one of the two scans looked at, or could look at, in sentences'),
});

/** One entry under suppressions of the configuration: globs that all must match. */
export const suppressionRuleSchema = z.strictObject({
  rule: z.string().optional(),
  resource: z.string().optional(),
  account: z.string().optional(),
  region: z.string().optional(),
  tag: z.string().optional().describe('A key, or key=value'),
  reason: z.string(),
  until: z.iso.date().optional(),
});

const suppressionsSchema = z.strictObject({
  suppressed: z.int().describe('Failed verdicts that are suppressed'),
  expired: z.array(suppressionRuleSchema).describe('Entries whose last day is past; they suppress nothing'),
  unmatched: z.array(suppressionRuleSchema).describe('Entries that matched no failed verdict'),
});

/** What may be said of a control. */
export const CONTROL_STATUSES = [
  'PASSED',
  'PASSED_IN_PART',
  'FAILED',
  'UNKNOWN',
  'NOT_APPLICABLE',
  'MANUAL',
  'NOT_JUDGED',
] as const;

/** What the verdicts of a scan say of one control of a framework. */
export const controlResultSchema = z.strictObject({
  control: z.string().describe("The framework's own number, such as 1.4"),
  title: z.string(),
  status: z
    .enum(CONTROL_STATUSES)
    .describe(
      'FAILED before UNKNOWN before what passed, of all its rules. PASSED_IN_PART: all that the rules of the scan see of it passed, and there is more to it; MANUAL: no rule judges it, and the framework says that somebody has to look; NOT_JUDGED: no rule of the scan judged it',
    ),
  manual: z
    .literal(true)
    .optional()
    .describe('The framework says that somebody has to look, whatever rules say'),
  rules: z.array(ruleId).describe('The rules of the scan that judge it'),
  counts: countsSchema.describe(
    'Of the verdicts of these rules that are about the control; those that are absorbed or suppressed count as failed. What a rule found that asks for more than the control counts as unknown',
  ),
});

export const frameworkResultSchema = z.strictObject({
  id: z.string().describe('cis-aws-5.0.0'),
  title: z.string(),
  url: z.string().optional(),
  holds: z.string().optional().describe('Which controls of the framework are here, where not all are'),
  score: z
    .strictObject({
      passed: z.int(),
      passedInPart: z.int().describe('Not among those that passed'),
      failed: z.int(),
      judged: z.int().describe('The sum of these three: what the score counts'),
      controls: z.int().describe('All of them, judged or not'),
    })
    .describe('Controls that passed, of those that were judged, of all'),
  controls: z.array(controlResultSchema),
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
    accounts: z.array(
      z.strictObject({
        accountId: z.string(),
        alias: z.string().optional().describe('Where the account has one and AWS told it'),
        principalArn: z.string(),
        artifact: assuranceSchema
          .optional()
          .describe(
            "What covers AWS's side of the shared responsibility, from AWS Artifact; missing where no rule asked for it",
          ),
      }),
    ),
    regions: z.array(z.string()),
    regionsLeftOut: z.strictObject({
      off: z.array(z.string()).describe('Asked for, but not enabled in the account'),
      unlisted: z.string().optional().describe('Why AWS did not list the Regions: there may be more of them'),
    }),
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
  baseline: baselineSchema.optional().describe('Only when asked for with --baseline'),
  suppressions: suppressionsSchema.optional().describe('Only where the configuration has suppressions'),
  frameworks: z.array(frameworkResultSchema).optional().describe('Only when asked for with --framework'),
  findings: z.array(findingSchema),
  absorbed: z
    .array(absorbedSchema)
    .describe(
      'Failed verdicts that are no findings of their own: a finding in this report tells their cause',
    ),
  unknowns: z.array(z.union([unknownSchema, closedRegionSchema])),
  notApplicable: z.array(notApplicableSchema),
  passed: z.array(passedSchema).optional().describe('Only when asked for with --include-passed'),
  rules: z.array(ruleResultSchema),
});
