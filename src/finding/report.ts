import type { z } from 'zod';
import type {
  findingSchema,
  notApplicableSchema,
  passedSchema,
  reportSchema,
  resourceSchema,
  ruleResultSchema,
  severitySchema,
  unknownSchema,
} from './schema.ts';

/** All findings, all unknowns, the counts per rule and scope, and how the scan went. */
export type Report = z.infer<typeof reportSchema>;

/** A failed verdict with everything a person needs. */
export type Finding = z.infer<typeof findingSchema>;

/** Something that could not be judged, and why. */
export type UnknownResult = z.infer<typeof unknownSchema>;

export type NotApplicableResult = z.infer<typeof notApplicableSchema>;
export type PassedResult = z.infer<typeof passedSchema>;
export type RuleResult = z.infer<typeof ruleResultSchema>;
export type FindingResource = z.infer<typeof resourceSchema>;
export type Severity = z.infer<typeof severitySchema>;
