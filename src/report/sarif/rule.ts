import type { ReportingDescriptor } from 'sarif';
import type { Finding } from '../../finding/report.ts';
import type { SeverityLabel } from '../../finding/severity.ts';
import { visible } from '../content/escape.ts';
import { excerpt } from '../content/excerpt.ts';

/** UTF-16 units that code scanning takes of a description. */
const DESCRIPTION = 1024;
/** Of the help it takes all; this bounds the rules of others. */
const FIX = 2000;
/** Code scanning rejects more than 20 tags, and shows 10. */
const TAGS = 10;
/** Code scanning takes 0 for no severity. */
const LOWEST = 0.1;

export const LEVELS = {
  CRITICAL: 'error',
  HIGH: 'error',
  MEDIUM: 'warning',
  LOW: 'note',
  INFORMATIONAL: 'note',
} as const satisfies Record<SeverityLabel, string>;

/** A rule as the report knows it. */
export interface RuleFacts {
  readonly title: string;
  /** What its findings have unless a verdict lowered or raised it. */
  readonly score: number;
}

/**
 * The rule of a finding as SARIF knows it: one for every score, since `security-severity` is a property of rules. That of
 * the rule's own score has the id of the rule, so that alerts outlive other scores: `iam/user-unused`, and
 * `iam/user-unused/8.5`.
 */
export function sarifRuleId({ ruleId, severity }: Finding, own: RuleFacts | undefined): string {
  const id = excerpt(ruleId, 255);
  return own === undefined || own.score === severity.score ? id : `${id}/${severity.score.toFixed(1)}`;
}

/** The same for every finding of a rule and score. */
export function sarifRule(id: string, finding: Finding, own: RuleFacts | undefined): ReportingDescriptor {
  const { ruleId, severity, compliance, remediation } = finding;
  const title = text(own?.title ?? finding.title, ruleId);
  const why = text(finding.why, title);
  const fix = text(remediation.recommendation.text, title, FIX);
  const { url } = remediation.recommendation;
  const link = URL.canParse(url) && visible(url) === url ? url : undefined;
  return {
    id,
    name: excerpt(pascalCase(ruleId.slice(ruleId.lastIndexOf('/') + 1)), 255),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\nFix: ${fix}${link === undefined ? '' : `\n\n${link}`}`,
      markdown: `${markdown(why)}\n\n**Fix:** ${markdown(fix)}${link === undefined ? '' : `\n\n<${link}>`}`,
    },
    ...(link === undefined ? {} : { helpUri: link }),
    defaultConfiguration: { level: LEVELS[severity.label] },
    properties: {
      'security-severity': Math.max(severity.score, LOWEST).toFixed(1),
      precision: 'very-high',
      tags: tags([
        'security',
        'aws',
        ruleId.split('/')[0] ?? ruleId,
        ...compliance.map(({ framework, control }) => `${framework}/${control}`),
      ]),
    },
  };
}

function tags(told: readonly string[]): string[] {
  return [...new Set(told.map((tag) => excerpt(tag, 100)))].slice(0, TAGS);
}

/** Code scanning takes no empty text. */
function text(told: string, otherwise: string, most = DESCRIPTION): string {
  return excerpt(told.trim() === '' ? otherwise : told, most);
}

/** @param line already made visible */
function markdown(line: string): string {
  return line.replaceAll(/[\\`*_{}[\]()<>#+!|~&@-]/g, '\\$&');
}

function pascalCase(words: string): string {
  return words.replaceAll(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
}
