import { describe, expect, it } from 'vitest';
import { formatNamed, formatOfFile, formats } from '../../src/report/format.ts';

describe('formatOfFile', () => {
  it.each([
    ['report.json', 'json'],
    ['out/REPORT.JSON', 'json'],
    ['report.txt', 'table'],
    ['report', undefined],
    ['report.json.bak', undefined],
    ['json', undefined],
  ])('%s is %s', (path, name) => {
    expect(formatOfFile(path)?.name).toBe(name);
  });
});

describe('formats', () => {
  it('are found by their names, and no two claim one name or ending', () => {
    for (const format of formats) expect(formatNamed(format.name)).toBe(format);
    const endings = formats.flatMap((format) => format.endings);
    expect(new Set(endings).size).toBe(endings.length);
    expect(formatNamed('xml')).toBeUndefined();
  });
});
