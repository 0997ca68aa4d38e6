import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { type DelegationRequest, delegationRequests } from 'postern/services/iam';

export default defineRule({
  title: 'Permissions are delegated to an outside product',
  type: 'Policy:IAM/DelegationRequestGranted',
  severity: 3.0,
  scope: 'account',
  reads: { requests: delegationRequests },
  why: 'Until it ends, the provider of the product acts in the account with permissions of whoever approved it. That is as it should be only if somebody meant it.',
  remediation: {
    text: 'Ask who approved it whether it was meant. AWS takes nothing back once the token is sent: take the permissions from the user or role that approved it until the time is over, and look at the roles that the product has made, which stay. What is only approved can still be rejected.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-temporary-delegation.html',
  },
  *check({ requests }, { now }) {
    if (requests === undefined) {
      yield notApplicable('IAM of this partition has no temporary delegation');
      return;
    }
    for (const request of requests) {
      const { DelegationRequestId, State } = request;
      const resource = { type: 'AwsIamDelegationRequest', id: DelegationRequestId };
      const evidence = evidenceOf(request);
      const who = request.RequestorName ?? request.RequestorId ?? 'An outside product';
      if (State === undefined) yield unknown(resource, 'AWS did not say what became of the request');
      else if (State === 'ACCEPTED')
        yield fail(
          resource,
          evidence,
          `${who} is approved to act in the account, and begins when somebody sends the token.`,
          { exposure: 'other-account', severity: { score: 2.0, reason: 'The token is not sent yet.' } },
        );
      else if (State !== 'FINALIZED') yield pass(resource, evidence);
      else {
        const end = endOf(request);
        if (end === undefined)
          yield unknown(resource, 'AWS did not say until when the product may act in the account');
        else if (end <= now) yield pass(resource, evidence);
        else
          yield fail(
            resource,
            { ...evidence, end: end.toISOString() },
            `${who} may act in the account until ${end.toISOString()}.`,
            { exposure: 'other-account' },
          );
      }
    }
  },
});

/**
 * The delegation begins when the token is sent, which is the last change of a request, and lasts as many seconds as
 * were approved: https://docs.aws.amazon.com/IAM/latest/UserGuide/temporary-delegation-building-integration.html
 */
function endOf({ UpdatedTime, SessionDuration }: DelegationRequest): Date | undefined {
  if (UpdatedTime === undefined || SessionDuration === undefined) return undefined;
  return new Date(UpdatedTime.getTime() + SessionDuration * 1000);
}

function evidenceOf({ CreateDate, UpdatedTime, ExpirationTime, ...request }: DelegationRequest) {
  return {
    ...request,
    CreateDate: CreateDate?.toISOString(),
    UpdatedTime: UpdatedTime?.toISOString(),
    ExpirationTime: ExpirationTime?.toISOString(),
  };
}
