import type { LogGroup } from '../../../src/services/logs/index.ts';
import { ACCOUNT } from '../../support/judge.ts';

export const groupOf = (changes: Partial<LogGroup> = {}): LogGroup => {
  const logGroupName = changes.logGroupName ?? 'app';
  return {
    logGroupName,
    logGroupArn: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:${logGroupName}`,
    logGroupClass: 'STANDARD',
    ...changes,
  };
};
