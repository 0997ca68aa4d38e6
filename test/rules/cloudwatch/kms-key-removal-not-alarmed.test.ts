import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/kms-key-removal-not-alarmed.ts';
import { judge } from '../../support/judge.ts';
import { casesOf } from './changes.fixture.ts';

describe('cloudwatch/kms-key-removal-not-alarmed', () => {
  it.each(casesOf('kms-key-removal'))('%s', (_case, readings, verdict) => {
    expect(judge(rule, readings)).toMatchObject([verdict]);
  });
});
