import { accountResource, defineRule, fail, pass, unknown } from 'postern/rule';
import { functions } from 'postern/services/lambda';
import { functionResource } from './_resource.ts';

export default defineRule({
  title: 'Environment variable of a function holds a secret',
  type: 'CredentialAccess:Lambda/EnvironmentHoldsSecret',
  severity: 7.0,
  scope: 'region',
  reads: { functions },
  why: 'Whoever may list the functions, as any read-only role may, reads the secret; and it stays in every published version, in templates and in the output of tools.',
  remediation: {
    text: 'Change the secret, since others may have read it. Keep the new one in Secrets Manager or as a SecureString in Parameter Store, and let the function read it there; then take the variable out of the function and delete versions that still have it.',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html',
  },
  gather: {
    in: 'region',
    by: ({ resource }) => resource.id,
    describe: ([first, ...more], place) => ({
      resource: first?.fail.resource ?? accountResource(place),
      description:
        more.length === 0
          ? (first?.fail.description ?? '')
          : `${more.length + 1} environment variables of function ${first?.fail.resource.id.split(':').pop()} hold secrets.`,
      ...(more.length === 0 ? {} : { title: 'Environment variables of a function hold secrets' }),
    }),
  },
  *check({ functions }) {
    for (const fn of functions) {
      const resource = functionResource(fn);
      const { count, secrets, hiddenBecause } = fn.variables;
      for (const { name, kind } of secrets)
        yield fail(
          resource,
          { variable: name, holds: kind },
          `Environment variable ${name} of function ${fn.FunctionName} holds a secret: ${kind}.`,
          { part: name, exposure: 'inside' },
        );
      if (hiddenBecause !== undefined)
        yield unknown(
          resource,
          `AWS did not show the environment variables of the function: ${hiddenBecause}`,
        );
      else if (secrets.length === 0) yield pass(resource, { variables: count });
    }
  },
});
