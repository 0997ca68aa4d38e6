import { LoadBalancerTypeEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { ADMIN_PORTS } from '../../rules/ec2/admin-port-open-to-internet.ts';
import { HIGH_RISK_PORTS } from '../../rules/ec2/high-risk-port-open-to-internet.ts';
import { frameworks } from '../../rules/frameworks/index.ts';
import { rules } from '../../rules/index.ts';
import { referencesOf } from '../../src/rule/framework.ts';

/** How many controls of each framework there are to know of. */
const CONTROLS = {
  'aws-fsbp': 170,
  'aws-security-hub': 231,
  'aws-well-architected-security': 40,
  'cis-aws-1.4.0': 58,
  'cis-aws-1.5.0': 63,
  'cis-aws-2.0.0': 64,
  'cis-aws-3.0.0': 62,
  'cis-aws-4.0.1': 64,
  'cis-aws-5.0.0': 63,
  'cis-aws-6.0.0': 63,
  'cis-aws-7.0.0': 70,
  'iso-27001-2022': 37,
  'nist-800-53-r5': 287,
  'pci-dss-4.0': 105,
  'soc-2': 27,
};

/** In what rules fail, for controls that ask for some of it alone. What no rule ever says would pass whatever fails. */
const ASPECTS: Readonly<Record<string, readonly string[]>> = {
  'ec2/admin-port-open-to-internet': portsAndFamilies(ADMIN_PORTS),
  'ec2/high-risk-port-open-to-internet': portsAndFamilies(HIGH_RISK_PORTS),
  'ec2/network-acl-admin-port-open': ['custom', 'default'],
  'ec2/instance-missing-patches': ['missing'],
  'elb/access-not-logged': Object.values(LoadBalancerTypeEnum),
  'guardduty/protection-plan-off': ['off', 'older plan'],
  'iam/credential-unused': ['90 days'],
  'iam/password-policy-allows-reuse': ['under 4'],
  'iam/password-policy-too-short': ['under 7', 'under 8'],
  'iam/password-policy-weak': [
    'RequireUppercaseCharacters',
    'RequireLowercaseCharacters',
    'RequireNumbers',
    'RequireSymbols',
  ],
  'securityhub/disabled': ['off', 'no standard'],
  ...Object.fromEntries(
    [
      'cloudwatch/log-group-public',
      'ecr/repository-public',
      'kms/key-public',
      'lambda/function-public',
      's3/bucket-public',
      'secretsmanager/secret-public',
      'sns/topic-public',
      'sqs/queue-public',
    ].map((rule) => [rule, ['anyone', 'confused deputy']]),
  ),
};

function portsAndFamilies(services: typeof ADMIN_PORTS): readonly string[] {
  const ports = services.map(
    ({ protocol, begin, end }) => `${protocol} ${begin === end ? begin : `${begin}-${end}`}`,
  );
  return ['ipv4', 'ipv6', ...ports];
}

/** How many of a CIS benchmark its makers have somebody look at. */
const MANUAL = {
  'cis-aws-1.4.0': 11,
  'cis-aws-1.5.0': 8,
  'cis-aws-2.0.0': 27,
  'cis-aws-3.0.0': 27,
  'cis-aws-4.0.1': 27,
  'cis-aws-5.0.0': 28,
  'cis-aws-6.0.0': 28,
  'cis-aws-7.0.0': 36,
};

it('every framework is there, with all its controls', () => {
  expect(Object.fromEntries(frameworks.map(({ id, controls }) => [id, controls.length]))).toEqual(CONTROLS);
  const manual = frameworks
    .map(({ id, controls }) => [id, controls.filter((control) => control.manual).length] as const)
    .filter(([, count]) => count > 0);
  expect(Object.fromEntries(manual)).toEqual(MANUAL);
});

describe.each(frameworks)('$id', ({ controls }) => {
  it('has each control once, with a title', () => {
    const ids = controls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(controls.filter(({ id, title }) => id.trim() === '' || title.trim() === '')).toEqual([]);
  });

  it('names rules that there are, each once a control', () => {
    for (const control of controls) {
      const references = referencesOf(control);
      expect(references.filter(({ rule }) => rules[rule] === undefined)).toEqual([]);
      const unsaid = references.filter(({ rule, aspects = [] }) =>
        aspects.some((aspect) => !ASPECTS[rule]?.includes(aspect)),
      );
      expect(unsaid, `${control.id} names an aspect that its rule never tells`).toEqual([]);
      const named = references.map(({ rule, part, resourceType }) =>
        JSON.stringify([rule, part, resourceType]),
      );
      expect(new Set(named).size, `${control.id} names a rule twice`).toBe(named.length);
    }
  });
});

it.each(['aws-fsbp', 'aws-security-hub'])('%s says of which services it holds the controls', (wanted) => {
  const { controls, holds = '' } = frameworks.find(({ id }) => id === wanted) ?? { controls: [] };
  const services = new Set(controls.map(({ id }) => id.split('.')[0] ?? ''));
  const named = holds.replaceAll('Secrets Manager', 'SecretsManager').replaceAll('Systems Manager', 'SSM');
  expect([...services].filter((service) => !new RegExp(`\\b${service}\\b`).test(named))).toEqual([]);
});
