import { describe, expect, it } from 'vitest';
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
