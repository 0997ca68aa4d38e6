import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { mark, type Told } from '../../src/secrets/mark.ts';
import { secretsInUserData } from '../../src/secrets/user-data.ts';

const SCRIPT = '#!/bin/bash\nyum install -y app\nexport DB_PASSWORD=Tr0ub4dor\n';
const gzip = gzipSync(SCRIPT);
const PASSWORD: Told = [{ kind: 'password', line: 3 }];

describe('secretsInUserData', () => {
  it.each<[string, string, Told]>([
    ['in base64', Buffer.from(SCRIPT).toString('base64'), PASSWORD],
    ['in lines of base64', Buffer.from(SCRIPT).toString('base64').replace(/.{20}/g, '$&\n'), PASSWORD],
    ['packed', gzip.toString('base64'), PASSWORD],
    ['packed, and its end is missing', gzip.subarray(0, -4).toString('base64'), PASSWORD],
    ['as it is', SCRIPT, PASSWORD],
    ['none', '', []],
    ['no secret', Buffer.from('#!/bin/bash\nyum update -y\n').toString('base64'), []],
    ['packed, and damaged', Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]).toString('base64'), undefined],
    ['packed too well', gzipSync('a'.repeat(5_000_000)).toString('base64'), undefined],
  ])('%s', (_case, encoded, told) => {
    expect(secretsInUserData(encoded)).toEqual(told);
    expect(secretsInUserData(mark(told)), 'from a tape').toEqual(told);
  });
});
