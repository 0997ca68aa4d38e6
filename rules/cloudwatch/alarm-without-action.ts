import { defineRule, fail, notApplicable, pass } from 'postern/rule';
import { alarms, allAlarms, servesComposite } from 'postern/services/cloudwatch';
import { alarmResource, alarmsOfRegion } from './_alarm.ts';

export default defineRule({
  title: 'Alarm has no action',
  type: 'Policy:CloudWatch/AlarmWithoutAction',
  severity: 4.0,
  scope: 'region',
  reads: { alarms },
  why: 'When such an alarm goes off nothing happens: it turns red on a page that nobody has open.',
  remediation: {
    text: 'Give the alarm an action for the state ALARM, such as an SNS topic with a confirmed subscription, or delete the alarm. One that only feeds EventBridge or a pipeline can be suppressed.',
    url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions.html',
  },
  gather: alarmsOfRegion({
    one: 'has no action for the state ALARM',
    many: 'have no action for the state ALARM',
  }),
  *check({ alarms }, { region }) {
    const all = allAlarms(alarms);
    if (all.length === 0) yield notApplicable(`there is no alarm in ${region}`);
    for (const alarm of all) {
      const { AlarmName, AlarmActions = [] } = alarm;
      const resource = alarmResource(alarm);
      const composite = servesComposite(alarm, alarms);
      const evidence = {
        AlarmActions,
        ...(composite === undefined ? {} : { CompositeAlarm: composite.AlarmName }),
      };
      if (AlarmActions.length > 0 || composite !== undefined) yield pass(resource, evidence);
      else yield fail(resource, evidence, `The alarm ${AlarmName} has no action for the state ALARM.`);
    }
  },
});
