import { openToAnyone } from 'postern/policy';
import {
  accountResource,
  defineRule,
  fail,
  notApplicable,
  pass,
  type Resource,
  unknown,
  type Verdict,
} from 'postern/rule';
import { accessPointAccess, type PointAccess } from 'postern/services/s3';

export default defineRule({
  title: 'Access point is public',
  type: 'Exposure:S3/AccessPointPublic',
  severity: 8.0,
  scope: 'account',
  reads: { access: accessPointAccess },
  why: 'An access point is another door to its bucket, with a policy of its own, which nobody sees who looks at the bucket.',
  remediation: {
    text: 'Take the statement out of the policy of the access point. Block public access of the account or of the bucket closes it too; that of the access point itself is fixed when it is made, so make a new one that blocks everything, or that only your VPC reaches.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html',
  },
  *check({ access: { points, unlisted } }, scope) {
    if (points.length + unlisted.length === 0) yield notApplicable('The account has no access point.');
    for (const { region, error } of unlisted)
      yield region === undefined
        ? unknown(accountResource(scope), error, { part: 'several Regions' })
        : unknown({ ...accountResource(scope), region }, error, { part: region });
    for (const point of points) yield judgePoint(point);
  },
});

function judgePoint({ point, ways }: PointAccess): Verdict {
  const { name, arn, region } = point;
  const resource: Resource = {
    type: 'AwsS3AccessPoint',
    id: arn,
    ...(region === undefined ? {} : { region }),
  };
  const openings = ways.map((way) => ({
    way,
    opening: way.in.ok
      ? openToAnyone(`Access point ${name} to bucket ${way.bucket}`, way.in.value)
      : undefined,
  }));
  const open = openings.flatMap(({ way, opening }) =>
    opening?.verdict === 'open' && way.perhapsBlocked === undefined && way.ofAccount === undefined
      ? [opening]
      : [],
  );
  const [first] = open;
  if (first !== undefined)
    return fail(resource, first.evidence, open.map(({ sentence }) => sentence).join(' '), {
      exposure: 'internet',
    });
  for (const { way, opening } of openings) {
    if (!way.in.ok) return unknown(resource, way.in.error);
    if (opening?.verdict === 'undecided') return unknown(resource, opening.sentence);
    if (opening?.verdict !== 'open') continue;
    return unknown(
      resource,
      way.perhapsBlocked ??
        `its policy lets anyone in, and bucket ${way.bucket} belongs to account ${way.ofAccount}, whose policy decides`,
    );
  }
  return pass(resource, { policyIsPublic: false, onlyFromVpc: point.onlyFromVpc });
}
