import {
  defineRule,
  type FailDetails,
  fail,
  pass,
  type Resource,
  shell,
  unknown,
  type Verdict,
} from 'postern/rule';
import { classicLoadBalancers, classicTlsPolicies, endsTls } from 'postern/services/elb';
import { facesInternet, listeners, type TlsPolicy, tlsPolicies, weaknessesOf } from 'postern/services/elbv2';
import { classicResource, loadBalancerResource, ONE_A_LOAD_BALANCER, partOf } from './_load-balancer.ts';

/** What AWS recommends for clients of the last ten years. */
const RECOMMENDED = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

export default defineRule({
  title: 'Load balancer accepts old TLS',
  type: 'Policy:ELB/TlsPolicyWeak',
  severity: 4,
  scope: 'region',
  reads: {
    listeners,
    policies: tlsPolicies,
    classic: classicLoadBalancers,
    classicPolicies: classicTlsPolicies,
  },
  why: 'TLS before 1.2 and ciphers such as RC4 can be broken: whoever sits on the way talks both sides down to them, then reads along.',
  remediation: {
    text: `Choose a security policy that begins at TLS 1.2, such as ${RECOMMENDED}, or one of its FIPS or post-quantum siblings that does. Clients older than about ten years can then no longer connect: see in the access log whether there are any.`,
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
  },
  gather: ONE_A_LOAD_BALANCER,
  *check({ listeners, policies, classic, classicPolicies }, { region }) {
    for (const { item: balancer, answer } of listeners) {
      const resource = loadBalancerResource(balancer);
      if (!answer.ok) {
        yield unknown(resource, answer.error);
        continue;
      }
      for (const listener of answer.value) {
        const { ListenerArn, Protocol, SslPolicy } = listener;
        if (Protocol !== 'HTTPS' && Protocol !== 'TLS') continue;
        const part = partOf(listener);
        const policy = policies.get(SslPolicy ?? '');
        if (SslPolicy === undefined || policy === undefined)
          yield unknown(resource, `AWS did not say what the security policy ${SslPolicy ?? ''} accepts`, {
            part,
          });
        else
          yield judge(resource, SslPolicy, policy, {
            part,
            ...weight(balancer),
            commands:
              policies.has(RECOMMENDED) && !SslPolicy.includes('FIPS')
                ? [
                    shell`aws elbv2 modify-listener --listener-arn ${ListenerArn} --ssl-policy ${RECOMMENDED} --region ${region}`,
                  ]
                : [],
          });
      }
    }
    const policiesBy = new Map(classicPolicies.map(({ item, answer }) => [item.arn, answer]));
    for (const balancer of classic) {
      const resource = classicResource(balancer);
      const answer = policiesBy.get(balancer.arn);
      for (const { Listener, PolicyNames = [] } of balancer.ListenerDescriptions ?? []) {
        if (!endsTls(Listener?.Protocol)) continue;
        const part = partOf({
          Protocol: Listener?.Protocol?.toUpperCase(),
          Port: Listener?.LoadBalancerPort,
        });
        if (answer?.ok === false) {
          yield unknown(resource, answer.error, { part });
          continue;
        }
        const [name, policy] =
          PolicyNames.map((each) => [each, answer?.value.get(each)] as const).find(
            ([, known]) => known !== undefined,
          ) ?? [];
        if (name === undefined || policy === undefined)
          yield unknown(resource, 'AWS did not say which versions of TLS the listener accepts', { part });
        else yield judge(resource, name, policy, { part, ...weight(balancer) });
      }
    }
  },
});

function weight(balancer: {
  readonly Scheme?: string | undefined;
}): Pick<FailDetails, 'exposure' | 'severity'> {
  return facesInternet(balancer)
    ? { exposure: 'internet' }
    : {
        exposure: 'inside',
        severity: { score: 2, reason: 'the load balancer is internal: nobody reaches it from the internet' },
      };
}

function judge(
  resource: Resource,
  name: string,
  policy: TlsPolicy,
  { part = '', ...details }: FailDetails,
): Verdict {
  const weaknesses = weaknessesOf(policy);
  const evidence = { SecurityPolicy: name, SslProtocols: policy.protocols, weaknesses };
  if (policy.protocols.length === 0)
    return unknown(resource, `AWS did not say which versions of TLS ${name} accepts`, { part });
  return weaknesses.length === 0
    ? pass(resource, evidence, { part })
    : fail(
        resource,
        evidence,
        `The listener ${part} accepts ${new Intl.ListFormat('en').format(weaknesses)}, by its security policy ${name}.`,
        { part, ...details },
      );
}
