import { describe } from 'vitest';
import rule from '../../../rules/cloudtrail/object-reads-not-recorded.ts';
import { testObjectEvents } from './object-events.fixture.ts';

describe('cloudtrail/object-reads-not-recorded', () => {
  testObjectEvents({ rule, access: 'read' });
});
