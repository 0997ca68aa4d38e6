import { asWritten, requestsThatMeet } from 'postern/policy';
import type { Evidence, Fail } from 'postern/rule';
import { type AdministratorAccess, type Granted, quoted } from 'postern/services/iam';

/** How grave administrator access is at most that hangs on a condition: one on MFA, and any other. */
const UNDER_MFA = 3.0;
const UNDER_CONDITION = 6.0;

/** Whether somebody is an administrator, be it for some requests only. */
export function isGranted(access: AdministratorAccess): access is AdministratorAccess & Granted {
  return access.granted === 'yes' || access.granted === 'conditional';
}

/** Whether it takes MFA to be an administrator. */
export function takesMfa({ conditions = [] }: Granted): boolean {
  return conditions.some(({ respect }) => respect === 'MFA');
}

/** ` to requests from 203.0.113.0/24`, or nothing where there is no condition. */
export function toWhich({ conditions = [] }: Granted, preposition: 'to' | 'in'): string {
  if (conditions.length === 0) return '';
  return ` ${preposition} ${requestsThatMeet(conditions.map(({ condition }) => condition))}`;
}

/** The statements, the conditions that they hang on, and what their NotAction names and is no action. */
export function grantEvidence({ statements, conditions = [], unknownActions = [] }: Granted): Evidence {
  return {
    statements: quoted(statements),
    ...(conditions.length > 0 && { conditions: conditions.map(({ condition }) => asWritten(condition)) }),
    ...(unknownActions.length > 0 && {
      unknownActions: `The catalogue of actions does not know ${unknownActions.join(', ')}: leaving that out leaves out nothing.`,
    }),
  };
}

/** The severity under a condition, where that is milder than the usual one. */
export function severityOf(
  grant: Granted,
  usual: number,
): { readonly severity?: NonNullable<Fail['severity']> } {
  const { conditions = [] } = grant;
  const score = takesMfa(grant) ? UNDER_MFA : UNDER_CONDITION;
  if (conditions.length === 0 || score >= usual) return {};
  return { severity: { score, reason: `It is given${toWhich(grant, 'to')}, and to no others.` } };
}
