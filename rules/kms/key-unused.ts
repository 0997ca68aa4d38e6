import { accountResource, defineRule, fail, notApplicable, pass, unknown, wholeNumber } from 'postern/rule';
import { keyUsages } from 'postern/services/kms';
import { keyInWords, keyResource } from './_key.ts';

const DAY = 86_400_000;

export default defineRule({
  title: 'Key is not used',
  type: 'Policy:KMS/KeyUnused',
  severity: 0.5,
  scope: 'region',
  reads: { usages: keyUsages },
  options: {
    days: wholeNumber({
      default: 180,
      min: 1,
      max: 3650,
      description: 'after how many days without use a key counts as unused',
    }),
  },
  why: 'A key that nobody uses costs money, and one more policy to keep in order.',
  remediation: {
    text: 'Disable the key first, and delete it when nothing has asked for it for long: what it encrypted is lost with it, and backups may need it though nobody used it.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-determining-usage.html',
  },
  gather: {
    in: 'region',
    describe: (parts, place) => ({
      resource: accountResource(place),
      title: 'Keys are not used',
      description: `${parts.length === 1 ? 'A key' : `${parts.length} keys`} in ${place.region} ${parts.length === 1 ? 'was' : 'were'} not used for long.`,
    }),
  },
  *check({ usages }, { now, options: { days } }) {
    const limit = new Date(now.getTime() - days * DAY);
    for (const { key, answer } of usages) {
      const resource = keyResource(key);
      if (!answer.ok) {
        yield unknown(resource, answer.error);
        continue;
      }
      const { LastUsed, Operation, TrackingStartDate } = answer.value;
      const evidence = { Timestamp: LastUsed ?? null, Operation, TrackingStartDate };
      const created = key.metadata.ok ? key.metadata.value.CreationDate : undefined;
      if (LastUsed !== undefined && LastUsed >= limit) yield pass(resource, evidence);
      else if (LastUsed !== undefined)
        yield fail(resource, evidence, `${keyInWords(key)} was last used on ${dayOf(LastUsed)}.`);
      else if (TrackingStartDate <= limit)
        yield fail(resource, evidence, `${keyInWords(key)} was not used since ${dayOf(TrackingStartDate)}.`);
      else if (created !== undefined && created > limit)
        yield notApplicable(`the key is younger than ${days} days`, resource);
      else
        yield unknown(
          resource,
          `KMS knows of no use since ${dayOf(TrackingStartDate)}, and keeps no record of uses before`,
        );
    }
  },
});

const dayOf = (date: Date) => date.toISOString().slice(0, 10);
