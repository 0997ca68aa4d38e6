import type { z } from 'zod';
import type { callPlanSchema } from './plan-schema.ts';

/** The calls that a scan would make, by service, operation and Region. */
export type CallPlan = z.infer<typeof callPlanSchema>;
