import { describe, expect, it } from 'vitest';
import rule from '../../../rules/shield/automatic-mitigation-off.ts';
import type { AntiDdos } from '../../../src/services/shield/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ARNS, DENIED, protectionOf } from './readings.fixture.ts';

const ON = {
  ApplicationLayerAutomaticResponseConfiguration: { Status: 'ENABLED', Action: { Block: {} } },
} as const;
const OFF = {
  ApplicationLayerAutomaticResponseConfiguration: { Status: 'DISABLED', Action: { Block: {} } },
} as const;

const COUNTS = {
  ApplicationLayerAutomaticResponseConfiguration: { Status: 'ENABLED', Action: { Count: {} } },
} as const;

const UNSAID = {
  ApplicationLayerAutomaticResponseConfiguration: { Status: 'ENABLED', Action: {} },
} as const;

const groups = (changes: Partial<AntiDdos> = {}): AntiDdos => ({
  guarded: new Set(),
  unread: new Map(),
  regions: new Set(['us-east-1', 'eu-west-1']),
  ...changes,
});

const inEurope = groups({ unread: new Map([['eu-west-1', DENIED]]) });

describe('shield/automatic-mitigation-off', () => {
  it.each([
    ['no subscription', undefined, groups(), ['notApplicable']],
    [
      'a hosted zone and an address, which have none',
      [protectionOf(ARNS.zone), protectionOf(ARNS.address)],
      groups(),
      ['notApplicable'],
    ],
    ['on', [protectionOf(ARNS.distribution, ON)], groups(), ['pass']],
    ['on, and the web ACLs unknown', [protectionOf(ARNS.application, ON)], inEurope, ['pass']],
    ['off', [protectionOf(ARNS.distribution, OFF)], groups(), ['fail']],
    ['on, but only counts', [protectionOf(ARNS.distribution, COUNTS)], groups(), ['fail']],
    [
      'on, only counts, and the web ACLs unknown',
      [protectionOf(ARNS.application, COUNTS)],
      inEurope,
      ['unknown'],
    ],
    [
      'on, only counts, with the rule group that supersedes it',
      [protectionOf(ARNS.application, COUNTS)],
      groups({ guarded: new Set([ARNS.application]) }),
      ['pass'],
    ],
    [
      'on, and AWS did not say what it does',
      [protectionOf(ARNS.distribution, UNSAID)],
      groups(),
      ['unknown'],
    ],
    ['never set up', [protectionOf(ARNS.application)], groups(), ['fail']],
    [
      'off, with the rule group that supersedes it',
      [protectionOf(ARNS.application, OFF)],
      groups({ guarded: new Set([ARNS.application]) }),
      ['pass'],
    ],
    ['off, and the web ACLs of its Region unknown', [protectionOf(ARNS.application)], inEurope, ['unknown']],
    [
      'off, and the web ACLs of another Region unknown',
      [protectionOf(ARNS.distribution)],
      inEurope,
      ['fail'],
    ],
    [
      'off, and its Region not scanned',
      [protectionOf(ARNS.distribution)],
      groups({ regions: new Set(['eu-west-1']) }),
      ['unknown'],
    ],
  ])('%s', (_case, protections, antiDdos, expected) => {
    expect(statuses(judge(rule, { protections, antiDdos }))).toEqual(expected);
  });

  it('says what would do', () => {
    expect(judge(rule, { protections: [protectionOf(ARNS.application)], antiDdos: groups() })).toMatchObject([
      {
        description:
          'The Application Load Balancer shop has neither automatic mitigation nor the Anti-DDoS rule group in a web ACL.',
        evidence: { ApplicationLayerAutomaticResponseConfiguration: null, AntiDdosRuleGroup: false },
      },
    ]);
  });

  it('says that it only counts', () => {
    const counting = [protectionOf(ARNS.application, COUNTS)];
    expect(judge(rule, { protections: counting, antiDdos: groups() })).toMatchObject([
      {
        description:
          'The automatic mitigation of the Application Load Balancer shop only counts, and no web ACL of it holds the Anti-DDoS rule group.',
      },
    ]);
  });
});
