import { recommendedPattern } from '../../../../src/services/cloudwatch/recommended-pattern.ts';
import { CHANGES } from '../../../../src/services/cloudwatch/watching.ts';
import { motoAccountId } from '../../moto.ts';
import {
  alarm,
  cloudWatch,
  logGroup,
  metricFilter,
  subscription,
  type Watched,
} from '../cloudwatch-answers.ts';
import type { ServiceWorld } from './service-world.ts';

const HOME = 'us-east-1';
const abroad = ['eu-central-1', 'eu-west-1', 'eu-west-2'].map((region) => `${region} account`);

/** What of security groups the benchmark of some years ago asked for. */
const OUTDATED =
  '{ ($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = AuthorizeSecurityGroupEgress) || ($.eventName = RevokeSecurityGroupIngress) || ($.eventName = RevokeSecurityGroupEgress) || ($.eventName = CreateSecurityGroup) || ($.eventName = DeleteSecurityGroup) }';

/** Alarms that break at each link, and one that does not. */
function badly(accountId: string): Watched {
  const place = { region: HOME, accountId };
  const topic = (name: string) => ({ AlarmActions: [`arn:aws:sns:${HOME}:${accountId}:${name}`] });
  return {
    logGroups: [
      logGroup('trail', place, { retentionInDays: 30 }),
      logGroup('app', place, { kmsKeyId: `arn:aws:kms:${HOME}:${accountId}:key/logs` }),
    ],
    metricFilters: {
      trail: [
        metricFilter('keys', 'trail', recommendedPattern('kms-key-removal')),
        metricFilter('groups', 'trail', OUTDATED),
        metricFilter('networks', 'trail', recommendedPattern('vpc-changes')),
        metricFilter('routes', 'trail', recommendedPattern('route-table-changes')),
        metricFilter('gateways', 'trail', recommendedPattern('gateway-changes')),
        metricFilter('buckets', 'trail', recommendedPattern('s3-policy-changes')),
        metricFilter('recorders', 'trail', recommendedPattern('config-changes')),
      ],
    },
    alarms: [
      alarm('keys', place),
      alarm('groups', place),
      alarm('networks', place, { Threshold: 5 }),
      alarm('routes', place, { AlarmActions: [] }),
      alarm('gateways', place, { ActionsEnabled: false }),
      alarm('buckets', place, topic('nobody')),
      alarm('recorders', place, topic('pending')),
    ],
    subscriptions: {
      alarms: [subscription('alarms', place, true)],
      nobody: [],
      pending: [subscription('pending', place, false)],
    },
    busRules: [
      {
        Name: 'policies',
        Arn: `arn:aws:events:${HOME}:${accountId}:rule/policies`,
        EventPattern: '{"source":["aws.iam"],"detail-type":["AWS API Call via CloudTrail"]}',
        State: 'ENABLED',
        EventBusName: 'default',
      },
    ],
    targets: { policies: [`arn:aws:sns:${HOME}:${accountId}:alarms`] },
  };
}

/** Every change alarmed, from the log group of the trail. */
function well(accountId: string): Watched {
  const place = { region: HOME, accountId };
  return {
    logGroups: [
      logGroup('organization-trail', place, {
        retentionInDays: 365,
        kmsKeyId: `arn:aws:kms:${HOME}:${accountId}:key/logs`,
      }),
    ],
    metricFilters: {
      'organization-trail': CHANGES.map((change) =>
        metricFilter(change, 'organization-trail', recommendedPattern(change)),
      ),
    },
    alarms: CHANGES.map((change) => alarm(change, place)),
    subscriptions: { alarms: [subscription('alarms', place, true)] },
  };
}

const fails = { fails: ['account'] };
/** Alarms and log groups are called by their ARNs, in which no slash stands before the name. */
const alarms = (...names: readonly string[]) =>
  names.map((name) => `arn:aws:cloudwatch:${HOME}:${motoAccountId}:alarm:${name}`);
const groups = (...names: readonly string[]) =>
  names.map((name) => `arn:aws:logs:${HOME}:${motoAccountId}:log-group:${name}`);

export const cloudwatch: ServiceWorld = {
  badlyKept: { answers: ({ accountId }) => cloudWatch({ [HOME]: badly(accountId) }, []) },
  wellKept: { answers: ({ accountId }) => cloudWatch({ [HOME]: well(accountId) }, ['operations']) },
  finds: {
    ...Object.fromEntries(CHANGES.map((change) => [`cloudwatch/${change}-not-alarmed`, fails])),
    'cloudwatch/kms-key-removal-not-alarmed': { passes: ['account'] },
    'cloudwatch/alarm-actions-disabled': {
      fails: alarms('gateways'),
      passes: alarms('keys', 'groups', 'networks', 'buckets', 'recorders'),
      notApplicable: [...alarms('routes'), ...abroad],
    },
    'cloudwatch/alarm-without-action': {
      fails: alarms('routes'),
      passes: alarms('keys', 'groups', 'networks', 'gateways', 'buckets', 'recorders'),
      notApplicable: abroad,
    },
    'cloudwatch/dashboard-missing': fails,
    'cloudwatch/dashboard-shared-publicly': { fails: ['CWDBSharing-PublicReadOnlyAccess-ABCD1234'] },
    'cloudwatch/log-group-kept-too-short': {
      fails: groups('trail'),
      passes: groups('app'),
      notApplicable: abroad,
    },
    'cloudwatch/log-group-unencrypted': {
      fails: groups('trail'),
      passes: groups('app'),
      notApplicable: abroad,
    },
  },
};
