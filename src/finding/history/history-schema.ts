import { z } from 'zod';
import { goneSchema, reportSchema, severitySchema } from '../schema.ts';
import { DIFF_SCHEMA_VERSION, TREND_SCHEMA_VERSION } from './history-schema-version.ts';

const { scan, summary, product } = reportSchema.shape;
const { status, startedAt, partition } = scan.shape;
const { leftOut, bySeverity } = summary.shape.findings.shape;
const { version } = product.shape;
const accounts = z.array(scan.shape.accounts.element.pick({ accountId: true, alias: true }));

const comparedReport = z.strictObject({
  startedAt,
  status,
  version: version.describe('Of Postern'),
  partition,
  accounts,
  regions: z.array(z.string()),
  rules: z.int().describe('How many rules the scan ran'),
  leftOut,
});

const verdicts = z.array(goneSchema);

/** What `postern diff --format json` prints. */
export const diffSchema = z.strictObject({
  schemaVersion: z.literal(DIFF_SCHEMA_VERSION),
  reports: z.strictObject({ old: comparedReport, new: comparedReport }),
  counts: z
    .strictObject({
      new: z.int(),
      persisting: z.int(),
      worse: z.int().describe('Of those that persist, those with a graver label than before'),
      gone: z.int(),
      suppressed: z.int(),
      toldByAnother: z.int(),
      onlyInOld: z.int(),
      onlyInNew: z.int(),
    })
    .describe('Failed verdicts: findings without parts, and parts'),
  notCompared: z
    .array(z.string())
    .describe('What only one of the two scans looked at, or could look at, in sentences'),
  new: verdicts.describe('Active now; not in the old report, or suppressed there'),
  persisting: z.array(
    goneSchema.extend({
      was: z
        .strictObject({ severity: severitySchema, firstObservedAt: startedAt })
        .describe('What the old report says'),
    }),
  ),
  gone: verdicts.describe('Active in the old report; looked for, and not found in the new one'),
  suppressed: verdicts.describe('Active in the old report, and suppressed now'),
  toldByAnother: verdicts.describe('A finding in the old report; now another finding tells its cause'),
  onlyInOld: verdicts.describe('Active in the old report where the new one did not look, or could not'),
  onlyInNew: verdicts.describe('Active in the new report where the old one did not look, or could not'),
});

const followed = goneSchema.omit({ description: true, firstObservedAt: true }).extend({
  since: startedAt.describe('When it was first observed; as far as the reports go, where they do not say'),
});

/** What `postern trend --format json` prints. */
export const trendSchema = z.strictObject({
  schemaVersion: z.literal(TREND_SCHEMA_VERSION),
  series: z
    .array(
      z.strictObject({
        partition,
        accounts,
        reports: z
          .array(
            z.strictObject({
              startedAt,
              version: version.describe('Of Postern'),
              status,
              rules: z.int().describe('How many rules the scan ran'),
              regions: z.int().describe('How many Regions it scanned'),
              bySeverity: bySeverity.describe('Active findings'),
              leftOut,
              unknownRules: z.int().describe('Rules that could not be judged everywhere'),
              opened: z
                .int()
                .optional()
                .describe(
                  'Failed verdicts that the report before looked for and did not have; missing for the first',
                ),
              closed: z
                .int()
                .optional()
                .describe(
                  'Failed verdicts of reports before that this one looked for and does not have; missing for the first',
                ),
            }),
          )
          .describe('The earliest first'),
        open: z
          .array(
            followed.extend({
              days: z.int().describe('Whole days until the last report'),
              lastSeenAt: startedAt
                .optional()
                .describe('When the last report that has it was made, where the last one did not look'),
            }),
          )
          .describe('The gravest first, and of these the oldest'),
        closed: z
          .array(
            followed.extend({
              closedAt: startedAt,
              days: z.int().describe('Whole days that it was open, as far as the reports can tell'),
            }),
          )
          .describe('In the order in which they were closed'),
      }),
    )
    .describe('One for the reports of the same accounts'),
});
