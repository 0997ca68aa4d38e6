import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ssm/document-public.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { Answer } from '../../../src/aws/reader.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

const error = new ReadError('denied', {
  kind: 'denied',
  action: 'ssm:DescribeDocumentPermission',
  accountId: '111122223333',
  region: 'us-east-1',
});
type Share = Answer<readonly string[] | 'gone'>;
const shared = (...ids: readonly string[]): Share => ({ ok: true, value: ids });
const judged = (share: Share | undefined, SettingValue: string | undefined, region = 'us-east-1') =>
  judge(
    rule,
    {
      shares: share === undefined ? [] : [{ item: 'runbook', answer: share }],
      sharing:
        SettingValue === 'denied'
          ? { ok: false, error }
          : { ok: true, value: { SettingValue, Status: 'Default' } },
    },
    { region },
  );

describe('ssm/document-public', () => {
  it.each<[string, Share | undefined, string | undefined, string[]]>([
    ['public', shared('all'), 'Disable', ['fail', 'pass']],
    ['public, as the console spells it', shared('111122223333', 'All'), 'Disable', ['fail', 'pass']],
    ['shared with an account', shared('111122223333'), 'Disable', ['pass', 'pass']],
    ['denied', { ok: false, error }, 'Disable', ['unknown', 'pass']],
    ['gone', { ok: true, value: 'gone' }, 'Disable', ['notApplicable', 'pass']],
    ['sharing not blocked', undefined, 'Enable', ['fail']],
    ['public, and the setting is denied', shared('all'), 'denied', ['fail', 'unknown']],
    ['setting not told', undefined, undefined, ['unknown']],
  ])('%s', (_case, share, setting, expected) => expect(statuses(judged(share, setting))).toEqual(expected));

  it('tells of each document, and once of the setting in all Regions', () => {
    const ruleId = 'ssm/document-public';
    const { findings } = reportOfVerdicts(
      ...['us-east-1', 'eu-west-1'].map((region) => ({
        ruleId,
        region,
        verdicts: judged(shared('all'), 'Enable', region),
      })),
    );
    expect(
      findings.map(({ title, severity, parts }) => [title, severity.score, parts?.length]).sort(),
    ).toEqual([
      ['Public sharing of Systems Manager documents is not blocked', 4, 2],
      ['Systems Manager document is public', 7, undefined],
      ['Systems Manager document is public', 7, undefined],
    ]);
  });
});
