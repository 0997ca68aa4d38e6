import { defineRule, fail, gatherInRegion, notApplicable, pass, shell, unknown } from 'postern/rule';
import { databaseInstances } from 'postern/services/rds';
import { databaseInWords, databaseResource } from './_resource.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const CUSTOM = 'RDS Custom never upgrades a database by itself';
/** https://docs.aws.amazon.com/documentdb/latest/developerguide/API_DBInstance.html */
const DOCDB = 'DocumentDB does not go by this setting';

export default defineRule({
  title: 'Database does not upgrade its minor version by itself',
  type: 'Policy:RDS/MinorUpgradesOff',
  severity: 3.0,
  scope: 'region',
  reads: { instances: databaseInstances },
  why: 'Minor versions close the holes of the engine; a database that waits for somebody to think of it stays open to them.',
  remediation: {
    text: 'Turn automatic minor version upgrades on; they are made in the maintenance window, and the database is away for a short while.',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html',
  },
  gather: gatherInRegion({
    title: 'Databases do not upgrade their minor version by themselves',
    description: (region) =>
      `database instances in ${region} do not upgrade their minor version by themselves`,
  }),
  *check({ instances }, { region }) {
    for (const instance of instances) {
      const resource = databaseResource(instance);
      const { Engine, EngineVersion, AutoMinorVersionUpgrade, DBInstanceIdentifier } = instance;
      const evidence = { AutoMinorVersionUpgrade, EngineVersion };
      if (Engine.startsWith('custom-')) yield notApplicable(CUSTOM, resource);
      else if (Engine === 'docdb') yield notApplicable(DOCDB, resource);
      else if (AutoMinorVersionUpgrade === undefined)
        yield unknown(resource, 'AWS did not say whether the minor version is upgraded automatically');
      else if (AutoMinorVersionUpgrade) yield pass(resource, evidence);
      else
        yield fail(
          resource,
          evidence,
          `${databaseInWords(instance)} does not upgrade its minor version by itself.`,
          {
            commands: [
              shell`aws rds modify-db-instance --db-instance-identifier ${DBInstanceIdentifier} --auto-minor-version-upgrade --region ${region}`,
            ],
          },
        );
    }
  },
});
