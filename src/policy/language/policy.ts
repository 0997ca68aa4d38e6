import type { PolicyDocument } from './document.ts';
import type { Statement } from './statement.ts';

/** A document with the name that a reader knows it by: an ARN, or where it is written. */
export interface Policy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** A statement with the name of its policy. */
export interface PolicyStatement {
  readonly policy: string;
  readonly statement: Statement;
}

/** All Allow or all Deny statements of these policies. */
export function statementsOf(policies: readonly Policy[], effect: Statement['effect']): PolicyStatement[] {
  return policies.flatMap(({ name, document }) =>
    document.statements
      .filter((statement) => statement.effect === effect)
      .map((statement) => ({ policy: name, statement })),
  );
}
