import { describe } from 'vitest';
import rule from '../../../rules/cloudtrail/object-writes-not-recorded.ts';
import { testObjectEvents } from './object-events.fixture.ts';

describe('cloudtrail/object-writes-not-recorded', () => {
  testObjectEvents({ rule, access: 'write' });
});
