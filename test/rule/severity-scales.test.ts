import { describe, expect, it } from 'vitest';
import { guardDutySeverity, inspectorSeverity } from '../../src/rule/severity-scales.ts';

describe('guardDutySeverity', () => {
  it.each([
    [8, undefined, 8],
    [9.5, 5, 9.5],
    [8, 0, 0],
    [11, undefined, 10],
    [-1, undefined, 0],
  ])('%s with confidence %s: %s', (severity, confidence, score) => {
    expect(guardDutySeverity(severity, confidence).score).toBe(score);
  });
});

describe('inspectorSeverity', () => {
  it.each([
    ['CRITICAL', 9.8, 9.8],
    ['CRITICAL', 10, 10],
    ['CRITICAL', 8.2, 9],
    ['CRITICAL', undefined, 9],
    ['HIGH', 7.5, 7.5],
    ['HIGH', 9.8, 8.9],
    ['HIGH', 5, 7],
    ['MEDIUM', 6.9, 6.9],
    ['MEDIUM', 7.2, 6.9],
    ['LOW', 0.1, 1],
    ['LOW', 3.9, 3.9],
    ['INFORMATIONAL', 0, 0],
    ['INFORMATIONAL', 5, 0.9],
    ['UNTRIAGED', 9.8, 0],
  ] as const)('%s with a score of %s: %s', (label, inspectorScore, score) => {
    expect(inspectorSeverity(label, inspectorScore).score).toBe(score);
  });
});
