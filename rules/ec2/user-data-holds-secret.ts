import { accountResource, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { userDataSecrets } from 'postern/services/ec2';
import { instanceResource } from './_instance.ts';

const IN_WORDS = new Intl.ListFormat('en', { type: 'conjunction' });

export default defineRule({
  title: 'User data holds a secret',
  type: 'CredentialAccess:EC2/UserDataHoldsSecret',
  severity: 8.0,
  scope: 'region',
  reads: { userData: userDataSecrets },
  why: 'Everybody on the instance can read its user data from the metadata service, and so can everybody in the account who may describe instances.',
  remediation: {
    text: 'Change the secret: take it for known. Keep the new one in Secrets Manager or Parameter Store, let the script fetch it with the role of the instance, and take it out of the user data and of the launch template.',
    url: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html',
  },
  gather: {
    in: 'region',
    by: ({ evidence }) => (typeof evidence.readFrom === 'string' ? evidence.readFrom : undefined),
    describe: (parts, place) => {
      const [first] = parts;
      return {
        resource: first !== undefined && parts.length === 1 ? first.fail.resource : accountResource(place),
        description:
          first === undefined || parts.length === 1
            ? (first?.fail.description ?? '')
            : `${parts.length} instances of an Auto Scaling group have the same user data. ${first.fail.description}`,
        ...(first === undefined ? {} : { evidence: first.fail.evidence }),
      };
    },
  },
  *check({ userData }, scope) {
    for (const { instance: each, readFrom, answer } of userData) {
      const { InstanceId } = each;
      const instance = instanceResource(each, scope);
      if (!answer.ok) yield unknown(instance, answer.error);
      else if (answer.value === 'gone') yield notApplicable('the instance is gone meanwhile', instance);
      else if (answer.value === 'packed')
        yield unknown(instance, 'its user data is compressed and cannot be unpacked');
      else if (answer.value.length === 0) yield pass(instance, { InstanceId, readFrom, secrets: [] });
      else
        yield fail(
          instance,
          { InstanceId, readFrom, secrets: answer.value },
          `The user data of ${InstanceId} holds a secret: ${IN_WORDS.format(
            answer.value.map(({ kind, line }) => `${kind} in line ${line}`),
          )}.`,
        );
    }
  },
});
