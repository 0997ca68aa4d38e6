import { describe, expect, it } from 'vitest';
import { ReadError, type ReadErrorFacts } from '../../src/aws/read-error.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { unknownVerdicts } from '../../src/finding/unknowns.ts';
import { outcome, reportOf } from './reports.fixture.ts';
import { chosen, readError } from './rules.fixture.ts';

const SCP = { deniedBy: 'service control policy' } as const;

/** A rule that could not be judged in a Region, for these errors. */
function unread(
  ruleId: string,
  errors: readonly (Partial<ReadErrorFacts> & { action: string })[],
  facts: Partial<Outcome> & { severity?: number } = {},
): Outcome {
  const { severity = 5, ...where } = facts;
  const region = where.region ?? 'us-east-1';
  const error = ReadError.combine(errors.map((each) => readError(each.action, { region, ...each })));
  return outcome(chosen(ruleId, { severity, scope: 'region' }), [], {
    ...where,
    failure: { status: 'unknown', reason: 'denied', ...(error === undefined ? {} : { error }) },
  });
}

describe('a Region that a service control policy closes', () => {
  const closed = [
    unread('ec2/a', [{ action: 'ec2:A', ...SCP }], { region: 'eu-west-1' }),
    unread('ec2/b', [{ action: 'ec2:A', ...SCP }], { region: 'eu-west-1', severity: 9 }),
    unread(
      'guardduty/c',
      [
        { action: 'guardduty:C', ...SCP },
        { action: 'ec2:A', ...SCP },
      ],
      {
        region: 'eu-west-1',
      },
    ),
  ];

  it('is one unknown, with the rules as parts', () => {
    const { unknowns, rules, summary } = reportOf(closed);
    const missing = (action: string) => ({
      action,
      accountId: '111122223333',
      region: 'eu-west-1',
      ...SCP,
    });
    expect(unknowns).toMatchObject([
      {
        accountId: '111122223333',
        region: 'eu-west-1',
        kind: 'denied',
        deniedBy: 'service control policy',
        severity: { score: 9, label: 'CRITICAL' },
        reason: 'a service control policy denies what 3 rules ask in eu-west-1 of account 111122223333',
        missingPermissions: [missing('ec2:A'), missing('guardduty:C')],
        parts: [
          { ruleId: 'ec2/b', severity: { score: 9 } },
          { ruleId: 'ec2/a', severity: { score: 5 } },
          { ruleId: 'guardduty/c', severity: { score: 5 } },
        ],
      },
    ]);
    expect(rules.map(({ counts }) => counts.unknown)).toEqual([1, 1, 1]);
    expect(summary.verdicts.unknown).toBe(3);
    expect(unknownVerdicts(unknowns)).toHaveLength(3);
  });

  it.each<[string, readonly Outcome[], number]>([
    ['each Region is one', [...closed, ...inRegion('eu-west-2')], 2],
    ['each account is one', [...closed, ...inRegion('eu-west-1', '444455556666')], 2],
    [
      'a rule of the account that it kept from judging stands there too',
      [...closed, unread('iam/d', [{ action: 'ec2:A', region: 'eu-west-1', ...SCP }])],
      1,
    ],
    ['one rule alone stands by itself', closed.slice(0, 1), 1],
    [
      'what another policy denies stands by itself',
      [
        ...closed,
        unread('iam/d', [{ action: 'iam:D', deniedBy: 'identity-based policy' }], { region: 'eu-west-1' }),
      ],
      2,
    ],
    [
      'and so does what something else stood in the way of as well',
      [
        ...closed,
        unread(
          'iam/d',
          [
            { action: 'ec2:A', ...SCP },
            { action: 'ec2:B', kind: 'throttled' },
          ],
          {
            region: 'eu-west-1',
          },
        ),
      ],
      2,
    ],
    [
      'and what several Regions stood in the way of',
      [
        ...closed,
        unread('iam/d', [
          { action: 'ec2:A', region: 'eu-west-1', ...SCP },
          { action: 'ec2:B', region: 'eu-west-2', ...SCP },
        ]),
      ],
      2,
    ],
  ])('%s', (_case, outcomes, expected) => {
    const { unknowns, summary } = reportOf(outcomes);
    expect(unknowns).toHaveLength(expected);
    expect(unknownVerdicts(unknowns)).toHaveLength(summary.verdicts.unknown);
  });
});

function inRegion(region: string, accountId = '111122223333'): Outcome[] {
  return ['ec2/a', 'ec2/b'].map((ruleId) =>
    unread(ruleId, [{ action: 'ec2:A', accountId, ...SCP }], { region, accountId }),
  );
}
