import {
  accountResource,
  defineRule,
  fail,
  notApplicable,
  pass,
  shell,
  unknown,
  wholeNumber,
} from 'postern/rule';
import { customerKeys, keyRotations, rotates } from 'postern/services/kms';
import { keyInWords, keyResource } from './_key.ts';

export default defineRule({
  title: 'Key does not rotate',
  type: 'Policy:KMS/RotationOff',
  severity: 4.0,
  scope: 'region',
  reads: { keys: customerKeys, rotations: keyRotations },
  options: {
    days: wholeNumber({
      default: 2560,
      min: 90,
      max: 2560,
      description:
        'the longest rotation period that passes; AWS takes 90 to 2560 days, and 365 where nothing is said',
    }),
  },
  why: 'All that was ever encrypted hangs on one key material: whoever gets at it once reads what comes later too.',
  remediation: {
    text: 'Turn on automatic rotation. Data encrypted before stays readable, and nothing else changes.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html',
  },
  gather: {
    in: 'region',
    describe: (parts, place) => ({
      resource: accountResource(place),
      title: 'Keys do not rotate',
      description: `${parts.length === 1 ? 'A key' : `${parts.length} keys`} in ${place.region} ${parts.length === 1 ? 'does' : 'do'} not rotate often enough, or at all.`,
    }),
  },
  *check({ keys, rotations }, { region, options }) {
    for (const key of keys) {
      const because = key.metadata.ok ? rotates(key.metadata.value) : true;
      if (!key.metadata.ok) yield unknown(keyResource(key), key.metadata.error);
      else if (because !== true) yield notApplicable(because, keyResource(key));
    }
    for (const { key, answer } of rotations) {
      const resource = keyResource(key);
      if (!answer.ok) {
        yield unknown(resource, answer.error);
        continue;
      }
      const { KeyRotationEnabled, RotationPeriodInDays, NextRotationDate } = answer.value;
      const evidence = { KeyRotationEnabled, RotationPeriodInDays, NextRotationDate };
      const mend = (days: number) => ({
        commands: [
          shell`aws kms enable-key-rotation --key-id ${key.KeyArn} --rotation-period-in-days ${days} --region ${region}`,
        ],
      });
      if (KeyRotationEnabled === undefined)
        yield unknown(resource, 'AWS did not say whether the key rotates');
      else if (!KeyRotationEnabled)
        yield fail(
          resource,
          evidence,
          `${keyInWords(key)} does not rotate.`,
          mend(Math.min(365, options.days)),
        );
      else if (RotationPeriodInDays !== undefined && RotationPeriodInDays > options.days)
        yield fail(
          resource,
          evidence,
          `${keyInWords(key)} rotates only every ${RotationPeriodInDays} days.`,
          {
            severity: { score: 2, reason: 'the key rotates, though seldom' },
            ...mend(options.days),
          },
        );
      else yield pass(resource, evidence);
    }
  },
});
