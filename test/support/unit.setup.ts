import { afterAll, vi } from 'vitest';
import { expectEachRuleToPassAndFail } from './judge.ts';

afterAll(expectEachRuleToPassAndFail);
// The next file has the same environment and the same modules.
afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
