/** What Postern reads of CloudWatch, and who hears of what it watches: published as `postern/services/cloudwatch`. */
export type { WatchedChangeId } from '../../event-patterns/index.ts';
export type { AlarmChain } from './alarm-chain.ts';
export { type AlarmChains, alarmChains, alarmChainsIn } from './alarm-chains.ts';
export {
  type Alarm,
  type AlarmOnAlarms,
  type AlarmOnLogs,
  type AlarmOnMetric,
  type Alarms,
  alarms,
  allAlarms,
} from './alarms.ts';
export { type BusHearing, type BusHearings, busHearings } from './bus-watch.ts';
export { dashboardNames } from './dashboards.ts';
export { recommendedPattern } from './recommended-pattern.ts';
export { servesComposite } from './serves-composite.ts';
export { CHANGES } from './watching.ts';
