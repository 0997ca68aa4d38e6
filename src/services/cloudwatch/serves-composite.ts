import { follows } from './alarm-rule.ts';
import type { Alarm, AlarmOnAlarms, Alarms } from './alarms.ts';

/**
 * A composite alarm that needs this one: it follows it, or may, and acts itself or serves one that does; or this one
 * suppresses its actions. Undefined where there is none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
 */
export function servesComposite(
  alarm: Alarm,
  alarms: Pick<Alarms, 'composite'>,
  seen: readonly string[] = [],
): AlarmOnAlarms | undefined {
  const { AlarmArn, AlarmName } = alarm;
  return alarms.composite.find((composite) => {
    if (composite.AlarmArn === AlarmArn || seen.includes(composite.AlarmArn)) return false;
    const { ActionsSuppressor, AlarmRule = '', ActionsEnabled, AlarmActions = [] } = composite;
    if (ActionsSuppressor === AlarmArn || ActionsSuppressor === AlarmName) return true;
    if (follows(AlarmRule, alarm) === 'no') return false;
    return (
      (ActionsEnabled !== false && AlarmActions.length > 0) ||
      servesComposite(composite, alarms, [...seen, AlarmArn]) !== undefined
    );
  });
}
