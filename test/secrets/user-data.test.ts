import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { mark, type Told } from '../../src/secrets/mark.ts';
import { secretsInUserData } from '../../src/secrets/user-data.ts';

const SCRIPT = '#!/bin/bash\nyum install -y app\nexport DB_PASSWORD=Tr0ub4dor\n';
const gzip = gzipSync(SCRIPT);
const MULTIPART = [
  'Content-Type: multipart/mixed; boundary="//"',
  '',
  '--//',
  'Content-Type: text/x-shellscript',
  '',
  'yum update -y',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from(SCRIPT).toString('base64').replace(/.{20}/g, '$&\r\n'),
  '--//--',
].join('\r\n');
const file = (encoding: string, content: string) =>
  Buffer.from(
    `#cloud-config\nwrite_files:\n- path: /etc/app/config/environment\n  encoding: ${encoding}\n  content: ${content}\n  owner: root:root\n`,
  );
const lines = (encoded: string) => `|\n${encoded.replace(/.{1,20}/g, '    $&\n')}`;
const B64 = Buffer.from(SCRIPT).toString('base64');
const nested = (bytes: Buffer, depth: number): Buffer =>
  depth === 0 ? bytes : nested(Buffer.from(`echo ${bytes.toString('base64')} | base64 -d`), depth - 1);
const PASSWORD: Told = [{ kind: 'password', line: 3 }];

describe('secretsInUserData', () => {
  it.each<[string, string, Told]>([
    ['in base64', Buffer.from(SCRIPT).toString('base64'), PASSWORD],
    ['in lines of base64', Buffer.from(SCRIPT).toString('base64').replace(/.{20}/g, '$&\n'), PASSWORD],
    ['packed', gzip.toString('base64'), PASSWORD],
    ['packed, and its end is missing', gzip.subarray(0, -4).toString('base64'), undefined],
    ['as it is', SCRIPT, PASSWORD],
    ['in a part in base64', Buffer.from(MULTIPART).toString('base64'), [{ kind: 'password', line: 9 }]],
    ['in a file in base64', file('b64', B64).toString('base64'), [{ kind: 'password', line: 5 }]],
    ['in a file in lines', file('b64', lines(B64)).toString('base64'), [{ kind: 'password', line: 6 }]],
    [
      'in a packed file',
      file('gz+b64', gzip.toString('base64')).toString('base64'),
      [{ kind: 'password', line: 5 }],
    ],
    [
      'in a packed file in lines, all packed again',
      gzipSync(file('gz+b64', lines(gzip.toString('base64')))).toString('base64'),
      [{ kind: 'password', line: 6 }],
    ],
    [
      'beside a file that cannot be unpacked',
      Buffer.concat([file('gz+b64', gzip.subarray(0, -9).toString('base64')), Buffer.from(SCRIPT)]).toString(
        'base64',
      ),
      [{ kind: 'password', line: 9 }],
    ],
    [
      'in a file that cannot be unpacked',
      file('gz+b64', gzip.subarray(0, -9).toString('base64')).toString('base64'),
      undefined,
    ],
    [
      'in a part of a part',
      nested(Buffer.from(SCRIPT), 3).toString('base64'),
      [{ kind: 'password', line: 1 }],
    ],
    ['no secret in a file', file('b64', btoa('debug = true, and nothing else')).toString('base64'), []],
    ['none', '', []],
    ['no secret', Buffer.from('#!/bin/bash\nyum update -y\n').toString('base64'), []],
    ['packed, and damaged', Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]).toString('base64'), undefined],
    ['packed too well', gzipSync('a'.repeat(5_000_000)).toString('base64'), undefined],
  ])('%s', (_case, encoded, told) => {
    expect(secretsInUserData(encoded)).toEqual(told);
    expect(secretsInUserData(mark(told)), 'from a tape').toEqual(told);
  });

  it.each([
    ['parts with a secret', `${btoa('export DB_PASSWORD=Tr0ub4dor')} \n`, 20_000],
    ['packed parts', `${gzipSync('a'.repeat(4_000_000)).toString('base64')} \n`, 500],
  ])('%s, in numbers that only a packer makes of 16 KB, take no time', (_case, part, times) => {
    const encoded = gzipSync(part.repeat(times)).toString('base64');
    const start = performance.now();
    expect(secretsInUserData(encoded)).not.toEqual([]);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
