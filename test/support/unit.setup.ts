import { afterAll, vi } from 'vitest';
import { expectEachRuleToPassAndFail, expectTellersToExist } from './judge.ts';

afterAll(expectEachRuleToPassAndFail);
afterAll(expectTellersToExist);
// The next file has the same environment and the same modules.
afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
