import type { Report, UnknownResult } from './report.ts';

/** Every unknown verdict by itself, those of Regions that are closed to the scan too. */
export function unknownVerdicts(unknowns: Report['unknowns']): UnknownResult[] {
  return unknowns.flatMap((unknown) => ('parts' in unknown ? unknown.parts : [unknown]));
}
