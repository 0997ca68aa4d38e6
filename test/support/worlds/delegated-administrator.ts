import type { Moto } from '../moto.ts';
import type { Answerer } from '../stub.ts';
import { type Answer, type Call, success } from '../wire.ts';
import type { Organization } from './organization.ts';
import type { World } from './world.ts';

/**
 * A member account that administers GuardDuty for its organization, and may therefore read the organization. moto
 * shows an organization to its management account alone, so the member's questions are put in that account's name.
 */
export function delegatedAdministrator(moto: Moto, { member, answers }: Organization): World {
  const ask = asManagementAccount(moto);
  const ofOrganizations = Object.entries(answers)
    .filter(([operation]) => operation.startsWith('organizations:'))
    .map(([operation, answerer]): [string, Answerer] => [
      operation,
      (call) => answerer(call, () => ask(call)),
    ]);
  return {
    ...member,
    answers: {
      ...answers,
      ...Object.fromEntries(ofOrganizations),
      'organizations:*': ask,
      'organizations:ListDelegatedServicesForAccount': (call) =>
        success(call, {
          DelegatedServices: [
            { ServicePrincipal: 'guardduty.amazonaws.com', DelegationEnabledDate: new Date(0) },
          ],
        }),
    },
  };
}

function asManagementAccount({ endpoint, credentials }: Moto): (call: Call) => Promise<Answer> {
  const credential = `${credentials.accessKeyId}/20260101/us-east-1/organizations/aws4_request`;
  return async ({ operation, params }) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSOrganizationsV20161128.${operation}`,
      },
      body: JSON.stringify(params),
    });
    return {
      status: response.status,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: await response.text(),
    };
  };
}
