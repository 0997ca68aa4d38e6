import { describe, expect, it } from 'vitest';
import rule from '../../../rules/waf/managed-rules-missing.ts';
import emptyRule from '../../../rules/waf/web-acl-empty.ts';
import { answered, denial, refused } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { distributionOf } from '../cloudfront/readings.fixture.ts';
import { acl, listed, managedRule, ruleOf } from './readings.fixture.ts';

const { ARN } = listed();
const uses = (...users: readonly string[]) => new Map([[ARN, answered(ARN, users)]]);
const noDistributions = { ok: true, value: [] } as const;

describe('waf/managed-rules-missing', () => {
  it.each([
    ['with a managed group', acl([managedRule('counts')]), uses('arn:alb'), 'pass'],
    ['without, in use', acl([ruleOf('acts')]), uses('arn:alb'), 'fail'],
    ['without, not in use', acl([ruleOf('acts')]), uses(), 'notApplicable'],
    [
      'without, whose use was denied',
      acl([ruleOf('acts')]),
      new Map([[ARN, refused(ARN, 'wafv2:ListResourcesForWebACL')]]),
      'unknown',
    ],
  ])('a regional web ACL %s', (_case, webAcl, used, expected) => {
    const readings = { webAcls: [webAcl], uses: used, distributions: noDistributions };
    expect(statuses(judge(rule, readings))).toEqual([expected]);
  });

  const global = listed('edge', 'CLOUDFRONT');

  it.each([
    [
      'that a distribution has',
      { ok: true, value: [distributionOf({ WebACLId: global.ARN })] } as const,
      'fail',
    ],
    ['that none has', { ok: true, value: [distributionOf()] } as const, 'notApplicable'],
    [
      'while distributions are denied',
      { ok: false, error: denial('cloudfront:ListDistributions') } as const,
      'unknown',
    ],
  ])('a web ACL of CloudFront %s', (_case, distributions, expected) => {
    const readings = { webAcls: [acl([ruleOf('acts')], {}, global)], uses: new Map(), distributions };
    expect(statuses(judge(rule, readings))).toEqual([expected]);
  });

  it('is told by the rule on empty web ACLs', () => {
    const webAcls = [acl([])];
    const { findings } = reportOfVerdicts(
      {
        ruleId: 'waf/managed-rules-missing',
        verdicts: judge(rule, { webAcls, uses: uses('arn:alb'), distributions: noDistributions }),
      },
      { ruleId: 'waf/web-acl-empty', verdicts: judge(emptyRule, { webAcls }) },
    );
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['waf/web-acl-empty']);
    expect(statuses(judge(emptyRule, { webAcls: [acl([ruleOf('acts')])] }))).toEqual(['pass']);
  });
});
