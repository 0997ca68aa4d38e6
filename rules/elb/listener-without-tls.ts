import {
  defineRule,
  type Evidence,
  fail,
  notApplicable,
  pass,
  type Resource,
  unknown,
  type Verdict,
} from 'postern/rule';
import { type ClassicLoadBalancer, classicLoadBalancers, endsTls } from 'postern/services/elb';
import {
  facesInternet,
  forwards,
  type Listener,
  type ListenerRule,
  listeners,
  passesTcpOn,
  rulesOfHttpListeners,
  type TargetGroup,
  targetGroupsOfTcpListeners,
} from 'postern/services/elbv2';
import { classicResource, loadBalancerResource, ONE_A_LOAD_BALANCER, partOf } from './_load-balancer.ts';
import { type PassedStream, spokenIn } from './_plain-tcp.ts';

export default defineRule({
  title: 'Load balancer listens without TLS',
  type: 'Policy:ELB/ListenerWithoutTls',
  severity: 5,
  scope: 'region',
  reads: {
    listeners,
    rules: rulesOfHttpListeners,
    targetGroups: targetGroupsOfTcpListeners,
    classic: classicLoadBalancers,
  },
  why: 'Whoever sits on the way reads and changes what passes in plain text: passwords, session cookies, answers.',
  remediation: {
    text: 'Let an HTTP listener redirect everything to HTTPS. Give a Network Load Balancer a TLS listener, or let its targets speak TLS. A Classic Load Balancer cannot redirect: give it an HTTPS listener and remove the HTTP one, or move to an Application Load Balancer.',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
  },
  gather: ONE_A_LOAD_BALANCER,
  *check({ listeners, rules, targetGroups, classic }) {
    const rulesBy = new Map(rules.map(({ item, answer }) => [item, answer]));
    const groups = new Map(targetGroups.map((group) => [group.TargetGroupArn, group]));
    for (const { item: balancer, answer } of listeners) {
      const resource = loadBalancerResource(balancer);
      if (!facesInternet(balancer))
        yield notApplicable(
          `${balancer.LoadBalancerName} is internal: nobody reaches it from the internet`,
          resource,
        );
      else if (!answer.ok) yield unknown(resource, answer.error);
      else
        for (const listener of answer.value)
          yield balancer.Type === 'application'
            ? judgeHttp(resource, listener, rulesBy.get(listener.ListenerArn))
            : judgeNetwork(resource, listener, groups);
    }
    for (const balancer of classic) yield* judgeClassic(balancer);
  },
});

type RulesAnswer = Awaited<ReturnType<typeof rulesOfHttpListeners>>[number]['answer'];

function judgeHttp(resource: Resource, listener: Listener, rules: RulesAnswer | undefined): Verdict {
  const part = partOf(listener);
  const evidence: Evidence = {
    ListenerArn: listener.ListenerArn,
    Protocol: listener.Protocol,
    Port: listener.Port,
    DefaultActions: listener.actions,
  };
  if (listener.Protocol === 'HTTPS') return pass(resource, evidence, { part });
  if (listener.Protocol !== 'HTTP')
    return unknown(resource, `AWS named a protocol that is not known here: ${listener.Protocol}`, { part });
  const where = `The HTTP listener on port ${listener.Port}`;
  const internet = { part, exposure: 'internet' } as const;
  if (listener.actions.some(forwards))
    return fail(resource, evidence, `${where} passes plain HTTP on to its targets.`, internet);
  if (rules === undefined) return unknown(resource, 'the rules of the listener were not read', { part });
  if (!rules.ok) return unknown(resource, rules.error, { part });
  const open = rules.value.filter((rule) => rule.actions.some(forwards) && !isForCertificates(rule));
  if (open.length > 0)
    return fail(
      resource,
      { ...evidence, Rules: open },
      `${where} passes plain HTTP on to its targets by ${open.length === 1 ? 'one of its rules' : `${open.length} of its rules`}, whatever it does by default.`,
      internet,
    );
  const all = [listener, ...rules.value];
  if (all.some(({ actions }) => actions.some(({ redirectTo }) => redirectTo === 'HTTPS')))
    return pass(resource, evidence, { part });
  return listener.actions.some(({ redirectTo }) => redirectTo !== undefined)
    ? fail(resource, evidence, `${where} redirects, but to HTTP again.`, internet)
    : fail(resource, evidence, `${where} does not redirect to HTTPS; it answers by itself.`, {
        ...internet,
        severity: { score: 1.5, reason: 'no request reaches a target over it' },
      });
}

/** A certificate authority asks for its challenge over HTTP: https://www.rfc-editor.org/rfc/rfc8555#section-8.3 */
function isForCertificates({ paths }: ListenerRule): boolean {
  return paths?.every((path) => path.startsWith('/.well-known/acme-challenge/')) ?? false;
}

function judgeNetwork(
  resource: Resource,
  listener: Listener,
  groups: ReadonlyMap<string, TargetGroup>,
): Verdict {
  const { ListenerArn, Protocol, Port } = listener;
  const part = partOf(listener);
  // QUIC encrypts always: https://www.rfc-editor.org/rfc/rfc9001
  if (Protocol === 'TLS' || Protocol === 'QUIC')
    return pass(resource, { ListenerArn, Protocol, Port }, { part });
  if (Protocol === 'UDP') return notApplicable(`UDP on port ${Port} has no TLS`, resource);
  if (!passesTcpOn(listener))
    return unknown(resource, `AWS named a protocol that is not known here: ${Protocol}`, { part });
  const targets = listener.actions.flatMap(({ targetGroups }) =>
    targetGroups.flatMap((arn) => groups.get(arn) ?? []),
  );
  if (targets.some(({ TargetType }) => TargetType === 'alb'))
    return notApplicable(
      `an Application Load Balancer is behind port ${Port}: its own listeners decide`,
      resource,
    );
  return judgeStream(resource, part, {
    port: Port,
    targets: targets.map((group) => ({
      port: group.Port,
      healthCheck: onTrafficPort(group) ? group.HealthCheckProtocol : undefined,
    })),
  });
}

function onTrafficPort({ Port, HealthCheckPort }: TargetGroup): boolean {
  return HealthCheckPort === 'traffic-port' || HealthCheckPort === String(Port);
}

function* judgeClassic(balancer: ClassicLoadBalancer): Iterable<Verdict> {
  const resource = classicResource(balancer);
  if (!facesInternet(balancer)) {
    yield notApplicable(
      `${balancer.LoadBalancerName} is internal: nobody reaches it from the internet`,
      resource,
    );
    return;
  }
  for (const { Listener } of balancer.ListenerDescriptions ?? []) {
    const { LoadBalancerPort: Port, InstancePort, InstanceProtocol } = Listener ?? {};
    const Protocol = Listener?.Protocol?.toUpperCase();
    const part = partOf({ Protocol, Port });
    const evidence = { Protocol, LoadBalancerPort: Port, InstanceProtocol, InstancePort };
    if (endsTls(Protocol)) yield pass(resource, evidence, { part });
    else if (Protocol === 'HTTP')
      yield fail(
        resource,
        evidence,
        `The HTTP listener on port ${Port} passes plain HTTP on to the instances: a Classic Load Balancer cannot redirect, only they could.`,
        { part, exposure: 'internet' },
      );
    else if (Protocol === 'TCP')
      yield judgeStream(resource, part, {
        port: Port,
        targets: [{ port: InstancePort, healthCheck: healthCheckOf(balancer, InstancePort) }],
      });
    else yield unknown(resource, `AWS named a protocol that is not known here: ${Protocol}`, { part });
  }
}

/** `HTTP:80/ping`: https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_HealthCheck.html */
function healthCheckOf(
  { HealthCheck }: ClassicLoadBalancer,
  instancePort: number | undefined,
): string | undefined {
  const [, protocol, port] = /^(\w+):(\d+)/.exec(HealthCheck?.Target ?? '') ?? [];
  return Number(port) === instancePort ? protocol : undefined;
}

function judgeStream(resource: Resource, part: string, stream: PassedStream): Verdict {
  const spoken = spokenIn(stream);
  if (spoken === undefined)
    return notApplicable(
      `TCP on port ${stream.port} is passed on as it comes: only the targets know whether that is TLS`,
      resource,
    );
  const evidence = { ...stream, spoken };
  return spoken.encrypted
    ? pass(resource, evidence, { part })
    : fail(
        resource,
        evidence,
        `The TCP listener on port ${stream.port} passes plain ${spoken.protocol} on to its targets, as ${spoken.by} tells.`,
        { part, exposure: 'internet' },
      );
}
