import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { parseFramework } from '../../src/config/framework-file.ts';

const KNOWN = new Set(['iam/root-without-mfa', 'guardduty/protection-plan-off']);
const read = (text: string) => parseFramework(text, 'own.yaml', KNOWN);

const YAML = `
id: acme-baseline
title: What Acme asks for
controls:
  - id: A.1
    title: Root has MFA
    rules: [iam/root-without-mfa]
  - id: A.2
    title: GuardDuty watches S3
    rules:
      - rule: guardduty/protection-plan-off
        part: S3_DATA_EVENTS
        resourceType: AwsGuardDutyDetector
        broader: true
  - id: A.3
    title: Somebody reads the logs
    manual: true
`;

describe('a framework of a user', () => {
  it('is read from YAML and from JSON alike', () => {
    const framework = read(YAML);
    expect(framework).toEqual({
      id: 'acme-baseline',
      title: 'What Acme asks for',
      controls: [
        { id: 'A.1', title: 'Root has MFA', rules: ['iam/root-without-mfa'] },
        {
          id: 'A.2',
          title: 'GuardDuty watches S3',
          rules: [
            {
              rule: 'guardduty/protection-plan-off',
              part: 'S3_DATA_EVENTS',
              resourceType: 'AwsGuardDutyDetector',
              broader: true,
            },
          ],
        },
        { id: 'A.3', title: 'Somebody reads the logs', rules: [], manual: true },
      ],
    });
    expect(read(JSON.stringify(framework))).toEqual(framework);
  });

  it.each([
    ['what is no YAML', 'id: [', /^own\.yaml: .* A framework is JSON or YAML\.$/],
    ['nothing', '', /^own\.yaml: .*expected object/],
    ['no controls', 'id: a\ntitle: b\ncontrols: []', /^own\.yaml: controls: /],
    [
      'an id with spaces',
      'id: My own\ntitle: b\ncontrols: [{id: 1.1, title: c}]',
      /^own\.yaml: id: must be of lower/,
    ],
    [
      'a number for an id',
      'id: a\ntitle: b\ncontrols: [{id: 1.1, title: c}]',
      /^own\.yaml: controls\[0\]\.id: .*string/,
    ],
    ['a word that it does not know', `${YAML}    severity: high\n`, /^own\.yaml: controls\[2\]: .*severity/],
    [
      'rules that are none',
      YAML.replace('[iam/root-without-mfa]', '[7]'),
      /^own\.yaml: controls\[0\]\.rules\[0\]: must be the id of a rule/,
    ],
    [
      'a rule that does not exist',
      YAML.replace('guardduty/protection-plan-off', 'guardduty/plan-off'),
      /^own\.yaml: controls\[1\]\.rules\[0\]: there is no rule "guardduty\/plan-off", which control A\.2 names/,
    ],
    [
      'a control twice',
      YAML.replace('A.2', 'A.1'),
      /^own\.yaml: controls\[1\]\.id: there are two controls "A\.1"/,
    ],
  ])('with %s is refused by file and field', (_what, text, message) => {
    expect(() => read(text)).toThrow(ConfigError);
    expect(() => read(text)).toThrow(message);
  });
});
