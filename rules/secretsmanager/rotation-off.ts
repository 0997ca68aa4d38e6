import { accountResource, defineRule, fail, notApplicable, pass, tagMap } from 'postern/rule';
import { secrets } from 'postern/services/secretsmanager';

export default defineRule({
  title: 'Secret does not rotate',
  type: 'Policy:SecretsManager/RotationOff',
  severity: 3.0,
  scope: 'region',
  reads: { secrets },
  why: 'A password that leaks stays good until somebody changes it by hand, which nobody does before the leak is known.',
  remediation: {
    text: 'Turn on automatic rotation: managed rotation where the service offers it, or else a Lambda function made from the template for the database.',
    url: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html',
  },
  gather: {
    in: 'region',
    describe: (parts, place) => ({
      resource: accountResource(place),
      title: 'Secrets do not rotate',
      description: `${parts.length === 1 ? 'A secret' : `${parts.length} secrets`} in ${place.region} ${parts.length === 1 ? 'does' : 'do'} not rotate by ${parts.length === 1 ? 'itself' : 'themselves'}.`,
    }),
  },
  *check({ secrets }, { region }) {
    for (const {
      ARN,
      Name,
      Tags,
      RotationEnabled,
      LastRotatedDate,
      OwningService,
      PrimaryRegion,
    } of secrets) {
      const secret = { type: 'AwsSecretsManagerSecret', id: ARN, ...tagMap(Tags) };
      // AWS leaves RotationEnabled out of secrets for which rotation was never set.
      const evidence = { RotationEnabled: RotationEnabled ?? null, LastRotatedDate: LastRotatedDate ?? null };
      if (OwningService !== undefined)
        yield notApplicable(`${OwningService} manages the secret, and rotates it or not`, secret);
      else if (PrimaryRegion !== undefined && PrimaryRegion !== region)
        yield notApplicable(
          `it is a replica, and rotates with its primary secret in ${PrimaryRegion}`,
          secret,
        );
      else if (RotationEnabled === true) yield pass(secret, evidence);
      else yield fail(secret, evidence, `The secret ${Name} does not rotate by itself.`);
    }
  },
});
