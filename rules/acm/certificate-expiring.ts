import {
  defineRule,
  fail,
  notApplicable,
  pass,
  type Resource,
  unknown,
  type Verdict,
  wholeNumber,
} from 'postern/rule';
import { type Certificate, certificates, RENEWAL_BEGINS, type Renewal, renewals } from 'postern/services/acm';

const DAY = 86_400_000;

/** With fewer days than this left, ACM has tried for weeks. */
const LAST_DAYS = 7;

/** With fewer days than this left, ACM has begun if it ever will. */
const BEGUN = 30;

export default defineRule({
  title: 'Certificate in use expires',
  type: 'Policy:ACM/CertificateExpiring',
  severity: 4,
  scope: 'region',
  reads: { certificates, renewals },
  options: {
    days: wholeNumber({
      description: 'days before its end from which a certificate is told',
      default: 30,
      min: 1,
      max: 365,
    }),
  },
  why: 'From that day on clients refuse the connection, and people learn to click warnings away.',
  remediation: {
    text: 'Import the next certificate under the same ARN, or better request one that ACM renews by itself, validated by DNS. Where ACM cannot renew, put the CNAME records back that it validates the names by.',
    url: 'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-renewal.html',
  },
  *check({ certificates, renewals }, { now, options }) {
    for (const certificate of certificates) {
      const { CertificateArn, NotAfter, InUse, DomainName } = certificate;
      const resource: Resource = {
        type: 'AwsCertificateManagerCertificate',
        id: CertificateArn,
        details: { DomainName },
      };
      if (InUse === false) yield notApplicable('nothing uses the certificate', resource);
      else if (InUse === undefined || NotAfter === undefined)
        yield unknown(resource, 'AWS did not say when the certificate ends, or whether anything uses it');
      else {
        const left = Math.floor((NotAfter.getTime() - now.getTime()) / DAY);
        yield judge(
          resource,
          certificate,
          { NotAfter, left, days: options.days },
          renewals.get(CertificateArn),
        );
      }
    }
  },
});

interface End {
  readonly NotAfter: Date;
  /** Whole days until then; negative after it. */
  readonly left: number;
  readonly days: number;
}

type RenewalAnswer = Awaited<ReturnType<typeof renewals>> extends ReadonlyMap<string, infer T> ? T : never;

function judge(
  resource: Resource,
  { DomainName, Type, RenewalEligibility }: Certificate,
  { NotAfter, left, days }: End,
  answer: RenewalAnswer | undefined,
): Verdict {
  const evidence = { NotAfter: NotAfter.toISOString(), Type, RenewalEligibility };
  const name = DomainName ?? 'without a name';
  if (left < 0)
    return fail(
      resource,
      evidence,
      `The certificate of ${name} ended on ${day(NotAfter)}, and it is in use.`,
    );
  if (left >= days) return pass(resource, evidence);
  const when = `The certificate of ${name} is in use and ends on ${day(NotAfter)}`;
  if (RenewalEligibility !== 'ELIGIBLE')
    return fail(
      resource,
      evidence,
      `${when}: ${Type === 'IMPORTED' ? 'it was imported, and ' : ''}ACM does not renew it.`,
    );
  if (left >= RENEWAL_BEGINS) return pass(resource, evidence);
  if (answer === undefined) return unknown(resource, 'AWS was not asked how far the renewal is');
  if (!answer.ok) return unknown(resource, answer.error);
  const renewal = answer.value;
  const told = { ...evidence, ...renewal };
  if (renewal === undefined && left >= BEGUN) return pass(resource, told);
  if (renewal?.RenewalStatus === 'SUCCESS') return pass(resource, told);
  if (renewal?.RenewalStatus === 'PENDING_AUTO_RENEWAL' && left >= LAST_DAYS) return pass(resource, told);
  return fail(resource, told, `${when}: ${obstacle(renewal)}.`);
}

/** https://docs.aws.amazon.com/acm/latest/userguide/check-certificate-renewal-status.html */
function obstacle(renewal: Renewal | undefined): string {
  switch (renewal?.RenewalStatus) {
    case 'PENDING_VALIDATION':
      return 'ACM cannot validate its names, and waits for you';
    case 'FAILED':
      return `ACM could not renew it${renewal.RenewalStatusReason === undefined ? '' : ` (${renewal.RenewalStatusReason})`}`;
    case 'PENDING_AUTO_RENEWAL':
      return 'ACM has been trying to renew it for weeks';
    default:
      return 'ACM has not begun to renew it';
  }
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
