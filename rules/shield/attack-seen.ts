import { accountResource, defineRule, fail, pass, unknown, wholeNumber } from 'postern/rule';
import { ATTACK_DAYS_READ, type Attack, attacks, protectedResource } from 'postern/services/shield';
import { notSubscribed } from './_subscription.ts';

const DAY = 86_400_000;

export default defineRule({
  title: 'DDoS attack was seen',
  type: 'Impact:Shield/AttackSeen',
  severity: 6,
  raisedTo: 8,
  scope: 'account',
  reads: { attacks },
  options: {
    days: wholeNumber({
      description: 'Attacks that began, or went on, within so many days are carried over',
      default: 30,
      min: 1,
      max: ATTACK_DAYS_READ,
    }),
  },
  why: 'Somebody tried to take the resource down, and may try again with more. What held this time, and what did not, can be seen now.',
  remediation: {
    text: 'Look at the event in the Shield console: what came, from where, and what was mitigated. Mend what suffered, and ask the Shield Response Team where it goes on.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/ddos-responding.html',
  },
  *check({ attacks }, scope) {
    if (attacks === undefined) {
      yield notSubscribed();
      return;
    }
    const since = new Date(scope.now.getTime() - scope.options.days * DAY);
    const recent = attacks.filter(
      ({ StartTime, EndTime }) => StartTime === undefined || (EndTime ?? scope.now) >= since,
    );
    for (const attack of recent) {
      const { AttackId, ResourceArn, StartTime, EndTime } = attack;
      const { kind, name, ...resource } = protectedResource(ResourceArn);
      if (StartTime === undefined)
        yield unknown(resource, 'AWS did not say when the attack began', { part: AttackId });
      else
        yield fail(
          resource,
          { AttackId, StartTime, EndTime: EndTime ?? null, AttackVectors: vectorsOf(attack) },
          `The ${kind} ${name} ${EndTime === undefined ? 'is' : 'was'} under attack: ${vectorsOf(attack).join(', ') || 'AWS names no vector'}.`,
          {
            part: AttackId,
            exposure: 'internet',
            observed: { firstObservedAt: StartTime, lastObservedAt: EndTime ?? scope.now },
            ...(EndTime === undefined ? { severity: { score: 8, reason: 'the attack goes on' } } : {}),
          },
        );
    }
    if (recent.length === 0)
      yield pass(accountResource(scope), { AttackSummaries: [], Since: since.toISOString() });
  },
});

function vectorsOf({ AttackVectors = [] }: Attack): readonly string[] {
  return AttackVectors.flatMap(({ VectorType }) => VectorType ?? []);
}
