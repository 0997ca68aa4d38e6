import { z } from 'zod';
import { PLAN_SCHEMA_VERSION } from './plan-schema-version.ts';

const callSchema = z.strictObject({
  service: z.string().describe("The AWS CLI's name for the service, such as sso-admin"),
  operation: z.string(),
  regions: z
    .array(z.string())
    .describe(
      'Where it is asked: for a global service its home Region; empty where `regionsWith` says where',
    ),
  regionsWith: z
    .string()
    .optional()
    .describe(
      'It is asked in the Regions that have any of these, such as buckets: nobody knows before which',
    ),
  atLeast: z.int().describe('Calls in each of these Regions at least, where AWS answers all that is asked'),
  mayBeMore: z
    .array(z.enum(['items', 'pages', 'repetition']))
    .describe(
      'Why there may be more calls: items that nobody knows before, pages, or an answer in the making that is looked at again; none where the number is exact',
    ),
  made: z.boolean().describe('Made for the plan already, to know who and where we are'),
});

export const callPlanSchema = z.strictObject({
  schemaVersion: z.literal(PLAN_SCHEMA_VERSION),
  product: z.strictObject({ name: z.literal('postern'), version: z.string() }),
  source: z.enum(['AWS', 'TAPE']),
  partition: z.string(),
  accountId: z.string(),
  principalArn: z.string(),
  rules: z.array(z.string()).describe('Ids of the rules that would judge'),
  regions: z.array(z.string()).describe('Regions that would be scanned'),
  unlisted: z.string().optional().describe('Why there may be more Regions: AWS did not list them'),
  calls: z.array(callSchema),
  total: z.strictObject({
    atLeast: z.int().describe('Calls of the whole scan, those included that were made for the plan'),
    made: z.int().describe('Calls that were made for the plan'),
    regions: z.int().describe('Regions that would be asked'),
  }),
});
