import { ReadError, type ReadErrorFacts } from '../../src/aws/read-error.ts';
import type { Reader } from '../../src/aws/reader.ts';
import type { Place } from '../../src/aws/session.ts';
import type { ChosenRule } from '../../src/engine/chosen-rule.ts';
import {
  type CheckScope,
  defineRule,
  type Gathering,
  pass,
  type ScopeKind,
  type Verdict,
} from '../../src/rule/rule.ts';

/** A reader without AWS. */
export function reader<T>(action: string, answer: (place: Place) => T | Promise<T>): Reader<T> {
  const [service = '', operation = ''] = action.split(':');
  return Object.assign(async (place: Place) => answer(place), {
    operations: [{ service, operation }],
    actions: [action],
    optionalActions: [],
    remembered: 'region' as const,
    calls: [],
    hold: () => () => {},
  });
}

/** A reader that AWS does not answer. */
export function unread(action: string, facts: Partial<ReadErrorFacts> = {}): Reader<never> {
  return reader(action, ({ session, region }) => {
    throw readError(action, { accountId: session.accountId, region, ...facts });
  });
}

export function readError(action: string, facts: Partial<ReadErrorFacts> = {}): ReadError {
  const all = { kind: 'denied', action, accountId: '111122223333', region: 'us-east-1', ...facts } as const;
  return new ReadError(`${action} is ${all.kind} in ${all.region}`, all);
}

export const RESOURCE = { type: 'AwsAccount', id: 'arn:aws:iam::111122223333:root' };

interface RuleSketch {
  readonly scope?: ScopeKind;
  readonly reads?: Readonly<Record<string, Reader<unknown>>>;
  readonly check?: (scope: CheckScope) => Iterable<Verdict>;
  readonly severity?: number;
  readonly raisedTo?: number;
  readonly title?: string;
  readonly command?: string;
  readonly gather?: Gathering;
}

/** A rule that passes unless told otherwise. */
export function chosen(id: string, sketch: RuleSketch = {}): ChosenRule {
  const rule = defineRule({
    title: sketch.title ?? `Title of ${id}`,
    type: 'Policy:IAMUser/Example',
    severity: sketch.severity ?? 5,
    ...(sketch.raisedTo === undefined ? {} : { raisedTo: sketch.raisedTo }),
    scope: sketch.scope ?? 'account',
    reads: sketch.reads ?? {},
    why: 'It matters.',
    remediation: {
      text: 'Mend it.',
      url: 'https://docs.aws.amazon.com/IAM/',
      ...(sketch.command === undefined ? {} : { command: sketch.command }),
    },
    ...(sketch.gather === undefined ? {} : { gather: sketch.gather }),
    check: (_readings, scope) => sketch.check?.(scope) ?? [pass(RESOURCE, {})],
  });
  return { id, rule, options: {} };
}
