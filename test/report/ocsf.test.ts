import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/finding/report.ts';
import { formatNamed, OCSF_VERSIONS } from '../../src/report/format.ts';
import { ACTS_OR_HIDES, hostileText } from '../support/hostile-text.ts';
import { publishedSchema } from '../support/published-schema.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import { companyReport, sampleFinding, sampleReport } from '../support/sample-report.ts';
import {
  absorbing,
  closedRegion,
  everything,
  fromGuardDuty,
  reportOfText,
  suppressed,
  thousandParts,
  vulnerable,
  vulnerableParts,
} from './carried-over.fixture.ts';

type Version = (typeof OCSF_VERSIONS)[number];

interface Event {
  readonly class_uid: number;
  readonly [attribute: string]: unknown;
}

const CLASSES = new Map([
  [2002, 'vulnerability'],
  [2003, 'compliance'],
  [2004, 'detection'],
]);

// The patterns of the schemas are written for engines without the flag `u`.
const ajv = new Ajv2020({ strict: false, unicodeRegExp: false });
const validators = new Map<string, ValidateFunction>();
let told: Event[];
beforeAll(async () => {
  told = await eventsOf(everything);
});

function validatorOf(version: Version, classUid: number): ValidateFunction {
  const name = `ocsf-${version}-${CLASSES.get(classUid)}-finding`;
  const known = validators.get(name);
  if (known !== undefined) return known;
  const validator = ajv.compile(publishedSchema(name, told));
  validators.set(name, validator);
  return validator;
}

async function textFor(report: Report, version: Version = '1.6.0'): Promise<string> {
  const options = {
    table: {},
    sarifLocation: 'postern.json',
    ocsfVersion: version,
    note: (sentence: string) => expect.fail(sentence),
  };
  const write = await formatNamed('ocsf')?.writer(options);
  if (write === undefined) throw new Error('there is no such format');
  return textOf(write(sourceOf(report)));
}

async function eventsOf(report: Report, version: Version = '1.6.0'): Promise<Event[]> {
  return JSON.parse(await textFor(report, version));
}

async function eventOf(finding: Finding): Promise<Event> {
  const [event] = await eventsOf(sampleReport({ findings: [finding] }));
  if (event === undefined) throw new Error('there is no event');
  return event;
}

function expectValid(event: Event, version: Version): void {
  const validate = validatorOf(version, event.class_uid);
  validate(event);
  expect(validate.errors ?? []).toEqual([]);
}

describe('ocsf', () => {
  it.each(OCSF_VERSIONS)('is valid by the schemas of OCSF %s', async (version) => {
    const events = await eventsOf(everything, version);
    expect(events).toHaveLength(everything.findings.length + everything.unknowns.length);
    expect(new Set(events.map((event) => event.class_uid))).toEqual(new Set(CLASSES.keys()));
    for (const event of events) {
      expect(event.metadata).toMatchObject({ version, profiles: ['cloud'] });
      expectValid(event, version);
    }
  });

  it('tells a failed check as a compliance finding', async () => {
    expect(await eventOf(sampleFinding())).toMatchObject({
      category_uid: 2,
      class_uid: 2003,
      type_uid: 200301,
      activity_id: 1,
      severity_id: 5,
      severity: 'Critical',
      status_id: 1,
      time: Date.parse('2026-11-20T12:00:00.000Z'),
      metadata: { product: { name: 'Postern', vendor_name: 'Postern', version: '0.1.0' } },
      cloud: { provider: 'AWS', region: 'us-east-1', account: { uid: '111122223333', type_id: 10 } },
      finding_info: { uid: sampleFinding().id, title: 'Root user has no MFA' },
      resources: [{ uid: 'arn:aws:iam::111122223333:root', type: 'AwsIamUser' }],
      compliance: {
        status_id: 3,
        control: '1.4',
        standards: ['cis-aws-5.0.0'],
        requirements: ['cis-aws-5.0.0 1.4'],
      },
      evidences: [{ data: { AccountMFAEnabled: false } }],
      remediation: {
        references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html'],
      },
    });
  });

  it('names the protocol of a way from outside in lower case, and keeps what AWS said', async () => {
    const networkReachabilityDetails = {
      openPortRange: { begin: 22, end: 22 },
      protocol: 'TCP',
      networkPath: { steps: [] },
    };
    expect(await eventOf({ ...sampleFinding(), networkReachabilityDetails })).toMatchObject({
      evidences: [
        {
          connection_info: { direction_id: 1, protocol_name: 'tcp' },
          data: { networkReachabilityDetails: { protocol: 'TCP' } },
        },
      ],
    });
  });

  it('tells what GuardDuty saw as a detection, and a vulnerability as one', async () => {
    expect(await eventOf(fromGuardDuty)).toMatchObject({
      class_uid: 2004,
      activity_id: 2,
      is_alert: true,
      finding_info: {
        types: ['UnauthorizedAccess:EC2/SSHBruteForce'],
        uid_alt: 'arn:aws:guardduty:us-east-1:111122223333:detector/d1/finding/f1',
        first_seen_time: Date.parse('2026-10-01T00:00:00.000Z'),
      },
    });
    expect(await eventOf(vulnerable)).toMatchObject({
      class_uid: 2002,
      vulnerabilities: [
        {
          cve: {
            uid: 'CVE-2026-12345',
            cvss: [{ base_score: 9.8, version: '3.1' }],
            epss: { score: '0.93' },
          },
          affected_packages: [{ name: 'openssl', version: '3.0.1', fixed_in_version: '3.0.2' }],
          is_fix_available: true,
          is_exploit_available: true,
        },
      ],
      unmapped: { knownExploited: [{ id: 'CVE-2026-12345', dateAdded: '2026-11-02T00:00:00.000Z' }] },
    });
    expect(await eventOf(vulnerableParts)).toMatchObject({
      vulnerabilities: [{ cve: { uid: 'CVE-2026-12345' } }, { advisory: { uid: 'GHSA-aaaa-bbbb-cccc' } }],
    });
  });

  it('tells of every part of a finding: its resource, its check and its evidence', async () => {
    const event = await eventOf(thousandParts);
    const parts = thousandParts.parts ?? [];
    expect(event.evidences).toHaveLength(parts.length);
    expect(event).toMatchObject({
      compliance: {
        checks: [
          { uid: parts[0]?.id, name: 'sg-0 (group 0), tcp-22', status_id: 3, severity_id: 4 },
          ...parts.slice(1).map(({ id }) => ({ uid: id })),
        ],
      },
    });
    expect(event.resources).toHaveLength(1001);
  });

  it('says of what is suppressed that it is, and why, and what has the same cause', async () => {
    expect(await eventOf(suppressed)).toMatchObject({
      status_id: 3,
      status_detail: 'Break-glass user, looked at every quarter (until 2027-01-31)',
    });
    const [part, ...others] = thousandParts.parts ?? [];
    if (part === undefined) throw new Error('there is a part');
    const partly = {
      ...thousandParts,
      parts: [{ ...part, status: 'SUPPRESSED' as const }, ...others.slice(0, 1)],
    };
    expect(await eventOf(partly)).toMatchObject({
      status_id: 1,
      compliance: { checks: [{ status: 'Suppressed' }, { status: 'Fail' }] },
    });
    expect(await eventOf(absorbing)).toMatchObject({
      finding_info: {
        related_events_count: 1,
        related_events: [{ desc: 'iam/policy-allows-passing-any-role: arn:p' }],
      },
    });
  });

  it.each([
    ['closed', { status: 'CLOSED' as const }, 3],
    ['new by the baseline', { baselineState: 'NEW' as const, firstObservedAt: '2026-01-01T00:00:00Z' }, 1],
    ['in the baseline', { baselineState: 'PERSISTING' as const }, 2],
  ])('is an event of its own kind when it is %s', async (_case, state, activity) => {
    expect(await eventOf({ ...sampleFinding(), ...state })).toMatchObject({ activity_id: activity });
  });

  it('tells what could not be judged as a check of unknown status, of a closed Region once', async () => {
    const events = await eventsOf(sampleReport({ unknowns: [...companyReport.unknowns, closedRegion] }));
    expect(events).toHaveLength(companyReport.unknowns.length + 1);
    expect(events[0]).toMatchObject({
      class_uid: 2003,
      severity_id: 0,
      compliance: {
        status_id: 0,
        status_details: [
          'iam:GetCredentialReport is denied in us-east-1 of account 111122223333',
          'Missing permissions: iam:GetCredentialReport',
        ],
      },
    });
    expect(events.at(-1)).toMatchObject({ compliance: { checks: [{ uid: 'ec2/a' }, { uid: 'ec2/b' }] } });
  });

  it('gives an empty array for a report of nothing', async () => {
    expect(await textFor(sampleReport())).toBe('[]\n');
  });

  it('keeps hostile names as they are, but for half a character, and shows nothing that acts or hides', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (name) => {
        const text = await textFor(reportOfText(name, 2));
        const events: Event[] = JSON.parse(text);
        for (const event of events) expectValid(event, '1.6.0');
        expect(events[0]?.message).toBe(name.replaceAll(/\p{Cs}/gu, '\ufffd'));
        expect(text.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
        expect(text).not.toMatch(/##\w*\[/);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps a long text whole', async () => {
    const long = `<script>${'山'.repeat(10_000)}`;
    const [event] = await eventsOf(reportOfText(long, 1));
    expect(event?.message).toBe(long);
  });
});
