import type { Answerer } from '../../support/stub.ts';
import { success, type Wire } from '../../support/wire.ts';

export const arn = (kind: string, name: string) => `arn:aws:rds:eu-west-1:111122223333:${kind}:${name}`;
export const instance = (name: string, more: Readonly<Record<string, Wire>> = {}) => ({
  DBInstanceIdentifier: name,
  DBInstanceArn: arn('db', name),
  Engine: 'postgres',
  EngineVersion: '16.4',
  ...more,
});
export const cluster = (name: string, more: Readonly<Record<string, Wire>> = {}) => ({
  DBClusterIdentifier: name,
  DBClusterArn: arn('cluster', name),
  Engine: 'aurora-mysql',
  EngineVersion: '8.0.mysql_aurora.3.04.0',
  ...more,
});
export const instances =
  (...DBInstances: readonly Wire[]): Answerer =>
  (call) =>
    success(call, { DBInstances });
export const clusters =
  (...DBClusters: readonly Wire[]): Answerer =>
  (call) =>
    success(call, { DBClusters });
