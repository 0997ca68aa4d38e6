import { accountResource, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import {
  isOn,
  scannedResource,
  scanning,
  type UnscannedResource,
  unscannedResources,
} from 'postern/services/inspector';

type Reason = NonNullable<NonNullable<UnscannedResource['scanStatus']>['reason']>;

/** What nobody has to mend: it does not run, is gone, is new, or AWS stopped looking at it as it was told to. */
const FINE: Readonly<Partial<Record<Reason, string>>> = {
  EC2_INSTANCE_STOPPED: 'the instance is stopped',
  IMAGE_ARCHIVED: 'the image is archived',
  PENDING_DISABLE: 'the scan is being turned off',
  PENDING_INITIAL_SCAN: 'the first scan is still to come',
  PENDING_REVIVAL_SCAN: 'a scan is still to come',
  RESOURCE_STOPPED: 'the resource is stopped',
  RESOURCE_TERMINATED: 'the resource is gone',
  SCAN_ELIGIBILITY_EXPIRED: 'the image was not used for as long as it is scanned',
  SCAN_IN_PROGRESS: 'it is being scanned',
};

/** What to do, by reason. https://docs.aws.amazon.com/inspector/v2/APIReference/API_ScanStatus.html */
const WORDS: Readonly<Partial<Record<Reason, string>>> = {
  ACCESS_DENIED: 'a policy of the resource keeps Inspector out',
  ACCESS_DENIED_TO_ENCRYPTION_KEY: 'the policy of its KMS key keeps Inspector out',
  DEEP_INSPECTION_NO_INVENTORY: 'the Inspector plugin of Systems Manager sends no inventory',
  EXCLUDED_BY_TAG: 'a tag excludes it',
  NO_INVENTORY: 'Systems Manager has no inventory of it',
  RESOURCE_UNMANAGED: 'it is not managed',
  SCAN_FREQUENCY_MANUAL: 'its repository is not set to be scanned',
  STALE_INVENTORY: 'Systems Manager has sent no inventory for long',
  UNMANAGED_EC2_INSTANCE: 'Systems Manager does not manage the instance',
  UNSUPPORTED_MEDIA_TYPE: 'Inspector does not support the type of the image',
  UNSUPPORTED_OS: 'Inspector does not support its operating system',
  UNSUPPORTED_RUNTIME: 'Inspector does not support its runtime',
};

export default defineRule({
  title: 'Inspector does not scan a resource',
  type: 'Stealth:Inspector/ResourceNotCovered',
  severity: 4.0,
  scope: 'region',
  reads: { scanning, unscanned: unscannedResources },
  why: 'Inspector is on, so that a resource without findings looks safe; this one is not looked at.',
  remediation: {
    text: 'Mend what keeps Inspector from scanning it: the reason is in the evidence. Let Systems Manager manage instances, or turn on agentless scanning; scan repositories continuously.',
    url: 'https://docs.aws.amazon.com/inspector/latest/user/assessing-coverage.html',
  },
  gather: {
    in: 'region',
    by: ({ evidence }) => String(evidence.reason),
    describe: (parts, place) => {
      const [first] = parts;
      const reason = String(first?.fail.evidence.reason);
      return {
        resource: first === undefined || parts.length > 1 ? accountResource(place) : first.fail.resource,
        ...(parts.length > 1 && { title: 'Inspector does not scan some resources' }),
        description: `Inspector in ${place.region} does not scan ${parts.length === 1 ? 'a resource' : `${parts.length} resources`}: ${reasonInWords(reason)}.`,
        evidence: { reason },
      };
    },
  },
  *check({ scanning, unscanned }, scope) {
    if (!isOn(scanning)) {
      yield notApplicable(`Inspector is off in ${scope.region}: inspector/scanning-off reports it`);
      return;
    }
    for (const covered of unscanned.resources) {
      const { resourceId, resourceType, scanType, scanStatus, scanMode, lastScannedAt } = covered;
      const { provider, providerAccountId } = covered;
      const resource = scannedResource(
        { type: resourceType, id: resourceId, provider, providerAccountId },
        scope,
      );
      const part = scanType ?? 'scan';
      const reason = scanStatus?.reason;
      const fine = reason && FINE[reason];
      if (reason === undefined) yield unknown(resource, 'AWS did not say why it is not scanned', { part });
      else if (fine !== undefined) yield notApplicable(fine, resource);
      else
        yield fail(
          resource,
          { resourceId, resourceType, scanType, scanMode, reason, lastScannedAt },
          `Inspector does not scan ${resourceId}: ${reasonInWords(reason)}.`,
          {
            part,
            ...(reason === 'EXCLUDED_BY_TAG' && {
              severity: { score: 2, reason: 'somebody excluded it by a tag' },
            }),
          },
        );
    }
    const account = accountResource(scope);
    if (unscanned.more)
      yield unknown(
        account,
        `more than ${unscanned.resources.length} resources are not scanned, and those beyond were not read`,
      );
    else if (unscanned.resources.length === 0) yield pass(account, { coveredResources: [] });
  },
});

function reasonInWords(reason: string): string {
  return isKnown(reason) ? (WORDS[reason] ?? reason) : reason;
}

function isKnown(reason: string): reason is Reason {
  return reason in WORDS;
}
