import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { oscalWriter } from '../../src/report/oscal/oscal.ts';
import { markup } from '../../src/report/oscal/text.ts';
import { ACTS_OR_HIDES, hostileText } from '../support/hostile-text.ts';
import { publishedSchema } from '../support/published-schema.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import { companyReport, sampleFinding, sampleReport } from '../support/sample-report.ts';
import {
  absorbing,
  everything,
  reportOfText,
  suppressed,
  thousandParts,
  vulnerable,
} from './carried-over.fixture.ts';

interface Observation {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly props: { readonly name: string; readonly value: string }[];
  readonly subjects?: { readonly 'subject-uuid': string }[];
  readonly 'relevant-evidence'?: { readonly props: { readonly name: string; readonly value: string }[] }[];
}

interface Result {
  readonly 'local-definitions': { readonly 'inventory-items'?: { readonly uuid: string }[] };
  readonly 'reviewed-controls': Record<string, unknown>;
  readonly observations?: Observation[];
  readonly risks?: { readonly uuid: string; readonly status: string; readonly [name: string]: unknown }[];
  readonly findings?: {
    readonly uuid: string;
    readonly target: { readonly 'target-id': string; readonly status: { readonly state: string } };
    readonly 'related-observations'?: { readonly 'observation-uuid': string }[];
    readonly 'related-risks'?: { readonly 'risk-uuid': string }[];
  }[];
}

const ajv = new Ajv({ strict: false });
formats.default(ajv);
let validate: ValidateFunction;
beforeAll(async () => {
  const texts = [everything, { ...everything, frameworks }].map((report) =>
    textOf(oscalWriter(() => {})(sourceOf(report))),
  );
  const documents = (await Promise.all(texts)).map((text) => JSON.parse(text));
  validate = ajv.compile(publishedSchema('oscal-1.1.3-assessment-results', documents));
});

async function written(report: Report): Promise<{ text: string; notes: string[]; result: Result }> {
  const notes: string[] = [];
  const text = await textOf(oscalWriter((note) => notes.push(note))(sourceOf(report)));
  const document = JSON.parse(text);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return { text, notes, result: document['assessment-results'].results[0] };
}

const counts = { passed: 3, failed: 1, unknown: 0, notApplicable: 0 };
const frameworks: NonNullable<Report['frameworks']> = [
  {
    id: 'nist-800-53-r5',
    title: 'NIST SP 800-53 Rev. 5',
    url: 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final',
    score: { passed: 2, passedInPart: 0, failed: 1, judged: 3, controls: 6 },
    controls: [
      { control: 'AC-2(3)(a)', title: 'Disable accounts', status: 'PASSED', rules: ['iam/x'], counts },
      { control: 'AC-2(3)(b)', title: 'Disable accounts', status: 'PASSED', rules: ['iam/x'], counts },
      { control: 'IA-2', title: 'MFA', status: 'FAILED', rules: ['iam/root-without-mfa'], counts },
      { control: 'AU-6', title: 'Review', status: 'UNKNOWN', rules: ['iam/user-without-mfa'], counts },
      { control: 'PE-1', title: 'Doors', status: 'MANUAL', rules: [], counts },
      { control: 'PE-2', title: 'Keys', status: 'NOT_JUDGED', rules: [], counts },
    ],
  },
  {
    id: 'cis-aws-5.0.0',
    title: 'CIS AWS',
    score: { passed: 0, passedInPart: 0, failed: 1, judged: 1, controls: 1 },
    controls: [
      {
        control: '1.4',
        title: 'No root key',
        status: 'FAILED',
        rules: ['iam/policy-allows-passing-any-role'],
        counts,
      },
    ],
  },
];

type Framework = NonNullable<Report['frameworks']>[number];
type Control = Framework['controls'][number];

/** SP 800-53 with these controls alone. */
function nistWith(
  ...controls: readonly (readonly [
    control: string,
    status: Control['status'],
    judged?: Pick<Control, 'rules' | 'counts'>,
  ])[]
): Framework {
  return {
    id: 'nist-800-53-r5',
    title: 'NIST SP 800-53 Rev. 5',
    score: { passed: 0, passedInPart: 0, failed: 0, judged: 0, controls: controls.length },
    controls: controls.map(([control, status, judged = { rules: ['iam/x'], counts }]) => ({
      control,
      title: 'A control',
      status,
      ...judged,
    })),
  };
}

describe('oscal', () => {
  it('is valid by the schema that NIST publishes', async () => {
    const { result } = await written({ ...everything, frameworks });
    expect(result.observations).toHaveLength(everything.findings.length + everything.unknowns.length);
    await written(sampleReport());
    await written(sampleReport({ accountIds: [], status: 'INTERRUPTED' }));
  });

  it('refers to nothing that it does not hold, and says each thing once', async () => {
    const { result } = await written({ ...everything, frameworks });
    const items = result['local-definitions']['inventory-items']?.map(({ uuid }) => uuid) ?? [];
    const observations = result.observations?.map(({ uuid }) => uuid) ?? [];
    const risks = result.risks?.map(({ uuid }) => uuid) ?? [];
    const subjects = result.observations?.flatMap((each) => each.subjects ?? []) ?? [];
    const findings = result.findings ?? [];
    expect(new Set(items)).toEqual(new Set(subjects.map((subject) => subject['subject-uuid'])));
    for (const finding of findings) {
      for (const related of finding['related-observations'] ?? [])
        expect(observations).toContain(related['observation-uuid']);
      for (const related of finding['related-risks'] ?? []) expect(risks).toContain(related['risk-uuid']);
    }
    const all = [...items, ...new Set(observations), ...risks, ...findings.map(({ uuid }) => uuid)];
    expect(new Set(all).size).toBe(all.length);
  });

  it('gives the same bytes for the same report', async () => {
    const { text } = await written({ ...everything, frameworks });
    expect((await written({ ...everything, frameworks })).text === text).toBe(true);
  });

  it('tells a finding as an observation with its evidence', async () => {
    const { result } = await written(sampleReport({ findings: [sampleFinding()] }));
    expect(result.observations).toMatchObject([
      {
        title: 'Root user has no MFA',
        description: 'Root can be used with its password alone.',
        methods: ['EXAMINE'],
        collected: '2026-11-20T12:00:00.000Z',
        subjects: [{ type: 'inventory-item', title: 'arn:aws:iam::111122223333:root' }],
        'relevant-evidence': [
          {
            props: [
              {
                name: 'evidence',
                value:
                  '{"AccountMFAEnabled":false,"AccountPasswordPresent":true,"AccountAccessKeysPresent":false}',
              },
            ],
          },
        ],
      },
    ]);
    expect(result.risks).toMatchObject([
      {
        title: 'Root user has no MFA',
        status: 'open',
        remediations: [{ lifecycle: 'recommendation', links: [{ rel: 'reference' }] }],
        'related-observations': [{ 'observation-uuid': result.observations?.[0]?.uuid }],
      },
    ]);
  });

  it('says of each control that was judged whether it is satisfied, and never that of one that is unknown', async () => {
    const report = sampleReport({
      findings: [sampleFinding(), absorbing],
      unknowns: companyReport.unknowns.slice(0, 1),
    });
    const { result, notes } = await written({ ...report, frameworks });
    expect(result.findings?.map(({ target }) => [target['target-id'], target.status.state])).toEqual([
      ['ac-2.3_smt.a', 'satisfied'],
      ['ac-2.3_smt.b', 'satisfied'],
      ['ia-2_smt', 'not-satisfied'],
      ['au-6_smt', 'not-satisfied'],
      ['cis-aws-5.0.0_1.4_smt', 'not-satisfied'],
    ]);
    const [root, absorber, unknown] = result.observations?.map(({ uuid }) => uuid) ?? [];
    expect(
      result.findings?.map((finding) =>
        finding['related-observations']?.map((related) => related['observation-uuid']),
      ),
    ).toEqual([undefined, undefined, [root], [unknown], [absorber]]);
    expect(result['reviewed-controls']).toMatchObject({
      'control-selections': [
        {
          'include-controls': [
            { 'control-id': 'ac-2.3', 'statement-ids': ['ac-2.3_smt.a', 'ac-2.3_smt.b'] },
            { 'control-id': 'ia-2' },
            { 'control-id': 'au-6' },
          ],
          remarks:
            'Not reviewed: 1 control that only a person can judge; 1 control that no rule of the scan judges.',
        },
        { 'include-controls': [{ 'control-id': 'cis-aws-5.0.0_1.4' }] },
      ],
    });
    expect(notes).toEqual([]);
  });

  it.each([
    ['AC-2', 'ac-2', undefined],
    ['AC-2(3)', 'ac-2.3', undefined],
    ['AC-2(d)(1)', 'ac-2', 'ac-2_smt.d.1'],
    ['AC-3(3)(b)(5)', 'ac-3.3', 'ac-3.3_smt.b.5'],
    ['CP-1(a)(1)(b)', 'cp-1', 'cp-1_smt.a.1.b'],
  ])('names %s as the catalogue of NIST does', async (control, controlId, statementId) => {
    const { result } = await written({ ...companyReport, frameworks: [nistWith([control, 'PASSED'])] });
    expect(result.findings?.[0]?.target['target-id']).toBe(statementId ?? `${controlId}_smt`);
    expect(result['reviewed-controls']).toMatchObject({
      'control-selections': [
        {
          'include-controls': [
            { 'control-id': controlId, ...(statementId && { 'statement-ids': [statementId] }) },
          ],
        },
      ],
    });
  });

  it.each([[['CM-6', 'CM-6(a)']], [['CM-6(a)', 'CM-6', 'CM-6(b)']]])(
    'does not narrow a control that was judged whole to some of its statements: %j',
    async (controls) => {
      const frameworks = [nistWith(...controls.map((control) => [control, 'PASSED'] as const))];
      const { result } = await written({ ...companyReport, frameworks });
      expect(result['reviewed-controls']).toEqual({
        'control-selections': [expect.objectContaining({ 'include-controls': [{ 'control-id': 'cm-6' }] })],
      });
    },
  );

  it.each([
    ['PASSED', { passed: 1, failed: 0, unknown: 0 }, 0],
    ['PASSED_IN_PART', { passed: 1, failed: 0, unknown: 0 }, 0],
    ['UNKNOWN', { passed: 1, failed: 0, unknown: 1 }, 1],
    ['FAILED', { passed: 1, failed: 1, unknown: 0 }, 1],
  ] as const)('names what speaks against a control, and only that: %s', async (status, counted, many) => {
    for (const rule of ['iam/policy-grants-full-admin', 'iam/policy-allows-passing-any-role']) {
      const judged = { rules: [rule], counts: { ...counted, notApplicable: 0 } };
      const { result } = await written({
        ...sampleReport({ findings: [absorbing] }),
        frameworks: [nistWith(['IA-2', status, judged])],
      });
      const [finding] = result.findings ?? [];
      expect(finding?.['related-observations'] ?? []).toHaveLength(many);
      expect(finding?.['related-risks'] ?? []).toHaveLength(many);
    }
  });

  it('says that without a framework nothing is said of controls', async () => {
    const { result, notes } = await written(companyReport);
    expect(result).not.toHaveProperty('findings');
    expect(result['reviewed-controls']).toMatchObject({ 'control-selections': [{ 'include-all': {} }] });
    expect(notes).toEqual([expect.stringContaining('--framework')]);
  });

  it('tells of every part of a finding, and what has the same cause', async () => {
    const { result } = await written(sampleReport({ findings: [thousandParts, absorbing] }));
    const [gathered, absorber] = result.observations ?? [];
    expect(gathered?.subjects).toHaveLength(1001);
    const ids = gathered?.['relevant-evidence']?.map(({ props }) => props[0]?.value);
    expect(ids).toEqual(thousandParts.parts?.map(({ id }) => id));
    expect(absorber?.props.find(({ name }) => name === 'same-cause')?.value).toBe(
      'iam/policy-allows-passing-any-role arn:p',
    );
  });

  it('tells a risk that somebody decided to live with as such, while no finding of it is open', async () => {
    const statusOf = async (...findings: Report['findings']) =>
      (await written(sampleReport({ findings }))).result.risks?.map(({ status }) => status);
    const open = sampleFinding({ ruleId: 'iam/user-unused', resource: { type: 'AwsIamUser', id: 'bob' } });
    expect(await statusOf(suppressed)).toEqual(['deviation-approved']);
    expect(await statusOf(suppressed, open)).toEqual(['open']);
    expect(await statusOf(vulnerable)).toEqual(['open']);
  });

  it.each([
    ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
    ['[click](javascript:x)', '\\[click\\](javascript:x)'],
    ['# title', '\\# title'],
    ['1. first', '1\\. first'],
    ['my_bucket and _it_', 'my_bucket and \\_it\\_'],
    ['a &lt; b & c', 'a \\&lt; b & c'],
    ['`code` *b* a|b', '\\`code\\` \\*b\\* a\\|b'],
    ['two\nlines', 'two lines'],
    ['', '-'],
  ])('shows %j as it is', (text, escaped) => {
    expect(markup(text)).toBe(escaped);
  });

  it('is valid whatever names say, and shows nothing that acts or hides', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (name) => {
        const { text, result } = await written(reportOfText(name, 2));
        expect(text.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
        expect(text).not.toMatch(/##\w*\[/);
        for (const { description } of result.observations ?? []) expect(description).not.toMatch(/(?<!\\)</);
      }),
      { numRuns: 40 },
    );
    await written(reportOfText(`${'山'.repeat(10_000)}\ud800`, 1));
  });
});
