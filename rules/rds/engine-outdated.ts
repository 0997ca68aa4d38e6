import { defineRule, fail, pass, unknown, type Verdict } from 'postern/rule';
import { type EngineVersion, engineVersions, type VersionedDatabase } from 'postern/services/rds';
import { databaseInWords, databaseResource } from './_resource.ts';

export default defineRule({
  title: 'Database runs a version that AWS no longer maintains',
  type: 'Policy:RDS/EngineOutdated',
  severity: 5.0,
  scope: 'region',
  reads: { databases: engineVersions },
  why: 'Holes that are found in the version are not closed, everybody can read about them, and AWS upgrades the database in the end, at a time of its own.',
  remediation: {
    text: 'Upgrade the database to a version that is available, and try it on a restored copy first, or with a blue/green deployment.',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html',
  },
  *check({ databases }, { now }) {
    for (const database of databases) yield judge(database, now);
  },
});

const EXTENDED = {
  score: 3,
  reason: 'in Extended Support, at a price of its own, AWS still closes critical holes',
};

function judge({ database, version }: VersionedDatabase, now: Date): Verdict {
  const resource = databaseResource(database);
  const { Engine, EngineVersion } = database;
  const thing = databaseInWords(database);
  if (!version.ok) return unknown(resource, version.error);
  if (version.value === undefined)
    return unknown(
      resource,
      `AWS no longer tells anything of ${Engine} ${EngineVersion ?? 'of an unknown version'}`,
    );
  const { status, standardSupportEnds, extendedSupportEnds } = version.value;
  const evidence = { Engine, EngineVersion, Status: status, standardSupportEnds, extendedSupportEnds };
  const support = supportAt(version.value, now);
  if (support === 'none')
    return fail(
      resource,
      evidence,
      `${thing} runs ${Engine} ${EngineVersion}, whose support by AWS has ended.`,
    );
  if (status === 'deprecated')
    return fail(resource, evidence, `${thing} runs ${Engine} ${EngineVersion}, which AWS has deprecated.`);
  if (support === 'extended')
    return fail(
      resource,
      evidence,
      `${thing} runs ${Engine} ${EngineVersion}, whose standard support ended on ${day(standardSupportEnds)}.`,
      { severity: EXTENDED },
    );
  return status === undefined
    ? unknown(resource, `AWS did not say whether ${Engine} ${EngineVersion} is deprecated`)
    : pass(resource, evidence);
}

/** @returns `told of none` where AWS tells no dates */
function supportAt({ standardSupportEnds, extendedSupportEnds }: EngineVersion, now: Date) {
  if (standardSupportEnds === undefined) return 'told of none';
  if (now < standardSupportEnds) return 'standard';
  return extendedSupportEnds !== undefined && now < extendedSupportEnds ? 'extended' : 'none';
}

function day(date: Date | undefined): string {
  return date?.toISOString().slice(0, 10) ?? 'an unknown day';
}
