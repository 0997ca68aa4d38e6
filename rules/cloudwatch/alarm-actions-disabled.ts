import { defineRule, fail, notApplicable, pass, shell, unknown } from 'postern/rule';
import { alarms, allAlarms, servesComposite } from 'postern/services/cloudwatch';
import { alarmResource, alarmsOfRegion } from './_alarm.ts';

export default defineRule({
  title: 'Actions of an alarm are turned off',
  type: 'Policy:CloudWatch/AlarmActionsDisabled',
  severity: 5.0,
  scope: 'region',
  reads: { alarms },
  why: 'The alarm looks complete and tells nobody. Actions are turned off for maintenance and forgotten, or by an intruder who wants quiet.',
  remediation: {
    text: 'Turn the actions of the alarm on again.',
    url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html',
  },
  gather: alarmsOfRegion({ one: 'has its actions turned off', many: 'have their actions turned off' }),
  *check({ alarms }, { region }) {
    const all = allAlarms(alarms);
    if (all.length === 0) yield notApplicable(`there is no alarm in ${region}`);
    for (const alarm of all) {
      const {
        AlarmName,
        ActionsEnabled,
        AlarmActions = [],
        OKActions = [],
        InsufficientDataActions = [],
      } = alarm;
      const resource = alarmResource(alarm);
      const evidence = { ActionsEnabled, AlarmActions, OKActions, InsufficientDataActions };
      const composite = servesComposite(alarm, alarms);
      if (AlarmActions.length + OKActions.length + InsufficientDataActions.length === 0)
        yield notApplicable(`the alarm ${AlarmName} has no actions`, resource);
      else if (ActionsEnabled === undefined)
        yield unknown(resource, 'AWS did not say whether the actions of the alarm are on');
      else if (ActionsEnabled) yield pass(resource, evidence);
      else
        yield fail(resource, evidence, `The actions of the alarm ${AlarmName} are turned off.`, {
          commands: [
            shell`aws cloudwatch enable-alarm-actions --alarm-names ${AlarmName} --region ${region}`,
          ],
          ...(composite === undefined
            ? {}
            : { severity: { score: 1.0, reason: `the composite alarm ${composite.AlarmName} acts for it` } }),
        });
    }
  },
});
