import {
  accountResource,
  defineRule,
  fail,
  names,
  notApplicable,
  pass,
  type Resource,
  unknown,
  type Verdict,
} from 'postern/rule';
import {
  detector,
  isInForce,
  optionalDetectorAdministrator,
  optionalWritersOfTrustedLists,
  type TrustedList,
  trustedLists,
} from 'postern/services/guardduty';
import { administratorOf } from './_detector.ts';
import { type Writing, writersOf } from './_trusted-list.ts';

export default defineRule({
  title: 'GuardDuty trusts a list that it should not',
  type: 'Stealth:GuardDuty/TrustedListTooWide',
  severity: 5.0,
  scope: 'region',
  reads: {
    detector,
    administrator: optionalDetectorAdministrator,
    lists: trustedLists,
    writers: optionalWritersOfTrustedLists,
  },
  options: {
    allow: names({ description: 'names of the trusted lists that are meant to be', default: [] }),
  },
  why: 'GuardDuty says nothing of what comes from an address or domain on a trusted list: whoever gets on one attacks unseen.',
  remediation: {
    text: 'See what the list holds and who put it there. Deactivate it if nobody needs it; otherwise let nobody but its keepers write to its bucket, and name it in the option allow.',
    url: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_upload-lists.html',
  },
  // The same file, trusted in several Regions.
  gather: {
    in: 'account',
    by: ({ evidence }) => JSON.stringify([evidence.Name, evidence.Location]),
    describe: (parts, place) => {
      const [first] = parts;
      const regions = new Set(parts.map(({ region }) => region)).size;
      return {
        resource: first === undefined || regions > 1 ? accountResource(place) : first.fail.resource,
        description: `${first?.fail.description ?? ''}${regions > 1 ? ` So it is in ${regions} Regions.` : ''}`,
      };
    },
  },
  *check({ detector, administrator, lists, writers }, { region, options, account }) {
    if (detector?.Status !== 'ENABLED') {
      yield notApplicable(`GuardDuty does not run in ${region}: guardduty/disabled reports it`);
      return;
    }
    const ofDetector = { type: 'AwsGuardDutyDetector', id: detector.arn };
    if (lists === undefined) {
      const who = administratorOf(administrator);
      yield notApplicable(
        `the GuardDuty administrator${who === undefined ? '' : `, account ${who},`} keeps the trusted lists of its members`,
        ofDetector,
      );
      return;
    }
    for (const { item, answer } of lists) {
      const resource =
        item.kind === 'IP list'
          ? { type: 'AwsGuardDutyIpSet', id: `${detector.arn}/ipset/${item.id}` }
          : { type: 'AwsGuardDutyTrustedEntitySet', id: `${detector.arn}/trustedentityset/${item.id}` };
      if (!answer.ok) yield unknown(resource, answer.error);
      else if (isInForce(answer.value))
        yield judgeList(resource, answer.value, options.allow, writersOf(answer.value, writers, account.id));
    }
    if (lists.every(({ answer }) => answer.ok && !isInForce(answer.value)))
      yield pass(ofDetector, { TrustedLists: lists.length, InForce: 0 });
  },
});

function judgeList(
  resource: Resource,
  list: TrustedList,
  allowed: readonly string[],
  writing: Writing,
): Verdict {
  const { Name, Status, Location, ExpectedBucketOwner } = list;
  const isAllowed = allowed.includes(Name);
  const evidence = {
    Name,
    Status,
    Location,
    ...(ExpectedBucketOwner === undefined ? {} : { ExpectedBucketOwner }),
    allowed: isAllowed,
    ...(writing.kind === 'others' ? writing.evidence : {}),
    ...(writing.kind === 'unknown' ? { WrittenByOthers: `unknown: ${writing.reason}` } : {}),
  };
  // "You must follow the steps to activate the list again": https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-lists-update-procedure.html
  if (writing.kind === 'others') {
    const { exposure, toldBy } = writing.details;
    return fail(
      resource,
      evidence,
      `Others can write the trusted list ${Name}, which GuardDuty believes when it is next activated. ${writing.sentence}`,
      // What no option names is to be looked at by itself, whoever writes it.
      isAllowed ? { exposure, toldBy } : { exposure },
    );
  }
  if (!isAllowed)
    return fail(
      resource,
      evidence,
      `GuardDuty says nothing of what is on the trusted list ${Name}, and no option names that list as meant to be.`,
      writing.kind === 'nobody'
        ? {
            severity: {
              score: 3,
              reason: 'nobody outside the account and its organization can write the list',
            },
          }
        : {},
    );
  switch (writing.kind) {
    case 'nobody':
      return pass(resource, evidence);
    case 'unknown':
      return unknown(resource, writing.reason);
    case 'elsewhere':
      return notApplicable(writing.reason, resource);
  }
}
