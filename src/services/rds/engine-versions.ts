import type { DBEngineVersion, DBMajorEngineVersion } from '@aws-sdk/client-rds';
import { pages } from '../../aws/pages.ts';
import type { Answer } from '../../aws/reader.ts';
import {
  type DatabaseCluster,
  type DatabaseInstance,
  databaseClusters,
  databaseInstances,
} from './databases.ts';
import { rds } from './service.ts';

/** What AWS says of a version of an engine. */
export interface EngineVersion {
  /** `available`, or `deprecated`; undefined where AWS did not say. */
  readonly status: string | undefined;
  /** When AWS's standard support of its major version ends, and the extended one; undefined where AWS tells of none. */
  readonly standardSupportEnds: Date | undefined;
  readonly extendedSupportEnds: Date | undefined;
}

/** A database with a version of its own, and what AWS says of it; undefined where AWS no longer lists the version. */
export interface VersionedDatabase {
  readonly database: DatabaseInstance | DatabaseCluster;
  readonly version: Answer<EngineVersion | undefined>;
}

/** Of others DescribeDBMajorEngineVersions tells no dates. */
const ENGINES_WITH_DATES = new Set(['aurora-mysql', 'aurora-postgresql', 'mariadb', 'mysql', 'postgres']);

/** Their images are the customer's own, and so are their versions. */
const CUSTOM = /^custom-/;

/**
 * What AWS says of the engine versions in use in the Region: two calls an engine in use, one where AWS tells no dates. Members
 * of clusters have the version of their cluster.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBMajorEngineVersions.html
 */
export const engineVersions = rds
  .using(databaseInstances, databaseClusters)
  .reader(
    [{ ifAny: 'DescribeDBEngineVersions' }, { ifAny: 'DescribeDBMajorEngineVersions' }],
    async ({ sdk, client, ask, each }): Promise<readonly VersionedDatabase[]> => {
      const [instances, clusters] = await Promise.all([ask(databaseInstances), ask(databaseClusters)]);
      const databases = [
        ...instances.filter(({ DBClusterIdentifier }) => DBClusterIdentifier === undefined),
        ...clusters,
      ].filter(({ Engine }) => !CUSTOM.test(Engine));
      const engines = [...new Set(databases.map(({ Engine }) => Engine))];
      const answers = await each(engines, async (Engine) => {
        const Values = [
          ...new Set(
            databases.flatMap((one) =>
              one.Engine === Engine && one.EngineVersion !== undefined ? [one.EngineVersion] : [],
            ),
          ),
        ];
        const [versions, majors] = await Promise.all([
          pages(
            sdk.paginateDescribeDBEngineVersions(
              { client, pageSize: 100 },
              { Engine, IncludeAll: true, Filters: [{ Name: 'engine-version', Values }] },
            ),
            (page) => page.DBEngineVersions,
          ),
          ENGINES_WITH_DATES.has(Engine)
            ? pages(
                sdk.paginateDescribeDBMajorEngineVersions({ client, pageSize: 100 }, { Engine }),
                (page) => page.DBMajorEngineVersions,
              )
            : [],
        ]);
        return new Map(versions.map((version) => [version.EngineVersion, told(version, majors)]));
      });
      const byEngine = new Map(answers.map(({ item, answer }) => [item, answer]));
      return databases.flatMap((database) => {
        const answer = byEngine.get(database.Engine);
        if (answer === undefined) return [];
        const version = answer.ok
          ? { ok: true as const, value: answer.value.get(database.EngineVersion) }
          : answer;
        return [{ database, version }];
      });
    },
  );

function told(
  { Status, MajorEngineVersion }: DBEngineVersion,
  majors: readonly DBMajorEngineVersion[],
): EngineVersion {
  const lifecycles = majors.find((major) => major.MajorEngineVersion === MajorEngineVersion);
  const end = (name: string) =>
    lifecycles?.SupportedEngineLifecycles?.find(({ LifecycleSupportName }) => LifecycleSupportName === name)
      ?.LifecycleSupportEndDate;
  return {
    status: Status,
    standardSupportEnds: end('open-source-rds-standard-support'),
    extendedSupportEnds: end('open-source-rds-extended-support'),
  };
}
