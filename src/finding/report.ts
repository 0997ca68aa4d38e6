import type { z } from 'zod';
import type {
  absorbedSchema,
  assuranceSchema,
  closedRegionSchema,
  controlResultSchema,
  findingPartSchema,
  findingSchema,
  frameworkResultSchema,
  goneSchema,
  notApplicableSchema,
  passedSchema,
  reportSchema,
  resourceSchema,
  ruleResultSchema,
  severitySchema,
  suppressionRuleSchema,
  unknownSchema,
} from './schema.ts';

/** All findings, all unknowns, the counts per rule and scope, and how the scan went. */
export type Report = z.infer<typeof reportSchema>;

/** A failed verdict, or several that hold alike, with everything a person needs. */
export type Finding = z.infer<typeof findingSchema>;

/** One of the verdicts that a finding gathers. Gate, suppression and comparison go by parts. */
export type FindingPart = z.infer<typeof findingPartSchema>;

/** A failed verdict whose cause a finding in the report tells. */
export type AbsorbedResult = z.infer<typeof absorbedSchema>;

/** Several unknown verdicts with one cause: a Region that a service control policy closes to the scan. */
export type ClosedRegion = z.infer<typeof closedRegionSchema>;

/** Something that one rule could not judge, and why. */
export type UnknownResult = z.infer<typeof unknownSchema>;

/** What AWS Artifact holds for an account. */
export type Assurance = z.infer<typeof assuranceSchema>;

/** An entry under `suppressions` of the configuration. */
export type SuppressionEntry = z.infer<typeof suppressionRuleSchema>;

/** What the baseline has, and the scan looked for and did not find. */
export type GoneResult = z.infer<typeof goneSchema>;

export type NotApplicableResult = z.infer<typeof notApplicableSchema>;
export type PassedResult = z.infer<typeof passedSchema>;
export type RuleResult = z.infer<typeof ruleResultSchema>;
/** What a scan says of a framework, control by control. */
export type FrameworkResult = z.infer<typeof frameworkResultSchema>;

export type ControlResult = z.infer<typeof controlResultSchema>;
export type FindingResource = z.infer<typeof resourceSchema>;
export type Severity = z.infer<typeof severitySchema>;
