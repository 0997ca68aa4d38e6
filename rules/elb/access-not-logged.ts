import { defineRule, type FailDetails, fail, notApplicable, pass, unknown } from 'postern/rule';
import { classicAccessLogs } from 'postern/services/elb';
import {
  ACCESS_LOGS_TO_S3,
  facesInternet,
  type Listener,
  listeners,
  loadBalancerAttributes,
} from 'postern/services/elbv2';
import { optionalDeliveredAccessLogs } from 'postern/services/logs';
import { classicResource, loadBalancerResource } from './_load-balancer.ts';

export default defineRule({
  title: 'Load balancer writes no access log',
  type: 'Stealth:ELB/AccessNotLogged',
  severity: 3,
  scope: 'region',
  reads: {
    attributes: loadBalancerAttributes,
    listeners,
    delivered: optionalDeliveredAccessLogs,
    classic: classicAccessLogs,
  },
  why: 'After an attack nobody can tell who asked for what: the requests stand nowhere else.',
  remediation: {
    text: 'Turn on access logs to an S3 bucket whose policy lets Elastic Load Balancing write. Application and Network Load Balancers may log through CloudWatch Logs instead.',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html',
  },
  *check({ attributes, listeners, delivered, classic }) {
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
        const enabled = answer.value.get(ACCESS_LOGS_TO_S3);
        const evidence = { [ACCESS_LOGS_TO_S3]: enabled ?? null };
        if (enabled === 'true') yield pass(resource, evidence);
        else if (enabled !== 'false') yield unknown(resource, `AWS did not say ${ACCESS_LOGS_TO_S3}`);
        else if (!delivered.ok) yield unknown(resource, delivered.error);
        else if (delivered.value.has(balancer.LoadBalancerArn))
          yield pass(resource, { ...evidence, deliveredByCloudWatchLogs: true });
        else
          yield fail(
            resource,
            { ...evidence, deliveredByCloudWatchLogs: false },
            `The load balancer ${balancer.LoadBalancerName} writes no access log, neither to S3 nor through CloudWatch Logs.`,
            { ...(balancer.Type === undefined ? {} : { aspects: [balancer.Type] }), ...weight(balancer) },
          );
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
          `The load balancer ${balancer.LoadBalancerName} writes no access log to S3.`,
          weight(balancer),
        );
    }
  },
});

function endsTls({ Protocol }: Listener): boolean {
  return Protocol === 'TLS';
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
