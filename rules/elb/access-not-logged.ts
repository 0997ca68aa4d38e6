import { defineRule, type FailDetails, fail, notApplicable, pass, unknown } from 'postern/rule';
import { classicAccessLogs } from 'postern/services/elb';
import { facesInternet, type Listener, listeners, loadBalancerAttributes } from 'postern/services/elbv2';
import { classicResource, loadBalancerResource } from './_load-balancer.ts';

const ENABLED = 'access_logs.s3.enabled';

export default defineRule({
  title: 'Load balancer writes no access log',
  type: 'Stealth:ELB/AccessNotLogged',
  severity: 3,
  scope: 'region',
  reads: { attributes: loadBalancerAttributes, listeners, classic: classicAccessLogs },
  why: 'After an attack nobody can tell who asked for what: the requests stand nowhere else.',
  remediation: {
    text: 'Turn on access logs to an S3 bucket whose policy lets Elastic Load Balancing write. A log that goes through CloudWatch Logs instead is not seen by this rule: suppress it then.',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html',
  },
  *check({ attributes, listeners, classic }) {
    const listenersBy = new Map(listeners.map(({ item, answer }) => [item.LoadBalancerArn, answer]));
    for (const { item: balancer, answer } of attributes) {
      const resource = loadBalancerResource(balancer);
      const heard = listenersBy.get(balancer.LoadBalancerArn);
      // A Network Load Balancer logs TLS requests alone:
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
      if (balancer.Type === 'network' && heard?.ok === false) yield unknown(resource, heard.error);
      else if (balancer.Type === 'network' && !(heard?.ok && heard.value.some(endsTls)))
        yield notApplicable(
          `${balancer.LoadBalancerName} has no TLS listener, and a Network Load Balancer logs no other`,
          resource,
        );
      else if (!answer.ok) yield unknown(resource, answer.error);
      else {
        const enabled = answer.value.get(ENABLED);
        const evidence = { [ENABLED]: enabled ?? null };
        if (enabled === 'true') yield pass(resource, evidence);
        else if (enabled === 'false')
          yield fail(resource, evidence, silent(balancer.LoadBalancerName), weight(balancer));
        else yield unknown(resource, `AWS did not say ${ENABLED}`);
      }
    }
    for (const { item: balancer, answer } of classic) {
      const resource = classicResource(balancer);
      if (!answer.ok) yield unknown(resource, answer.error);
      else if (answer.value === undefined)
        yield unknown(resource, 'AWS did not say whether access is logged');
      else if (answer.value) yield pass(resource, { AccessLog: { Enabled: true } });
      else
        yield fail(
          resource,
          { AccessLog: { Enabled: false } },
          silent(balancer.LoadBalancerName),
          weight(balancer),
        );
    }
  },
});

function endsTls({ Protocol }: Listener): boolean {
  return Protocol === 'TLS';
}

function silent(name: string): string {
  return `The load balancer ${name} writes no access log to S3.`;
}

function weight(balancer: {
  readonly Scheme?: string | undefined;
}): Pick<FailDetails, 'exposure' | 'severity'> {
  return facesInternet(balancer)
    ? { exposure: 'internet' }
    : {
        exposure: 'inside',
        severity: {
          score: 1.5,
          reason: 'the load balancer is internal: nobody reaches it from the internet',
        },
      };
}
