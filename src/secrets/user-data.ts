import { constants, gunzipSync } from 'node:zlib';
import { findSecrets } from './find-secrets.ts';
import { type Told, toldByMark } from './mark.ts';

/** 16 KB is the most that EC2 takes, before it is encoded: scripts that are packed into it are never as long as this. */
const LONGEST_INFLATED = 4 * 1024 * 1024;

/**
 * The secrets in user data as AWS sends it: in base64, and packed by gzip where cloud-init is to unpack it. Lines are
 * those of the script. What a tape holds in its place tells the same. Undefined where it cannot be unpacked.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 * https://cloudinit.readthedocs.io/en/latest/explanation/format.html
 */
export function secretsInUserData(encoded: string): Told {
  const cut = toldByMark(encoded);
  if (cut !== undefined) return cut.told;
  const text = scriptOf(encoded);
  return text === undefined ? undefined : findSecrets(text).map(({ kind, line }) => ({ kind, line }));
}

/** CloudFormation templates and requests of consoles hold it as it is. */
function scriptOf(encoded: string): string | undefined {
  const packed = encoded.replace(/\s/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return encoded;
  const bytes = Buffer.from(packed, 'base64');
  return isGzip(bytes) ? inflated(bytes) : bytes.toString();
}

/** https://www.rfc-editor.org/rfc/rfc1952#page-5 */
function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function inflated(bytes: Buffer): string | undefined {
  try {
    return gunzipSync(bytes, {
      maxOutputLength: LONGEST_INFLATED,
      finishFlush: constants.Z_SYNC_FLUSH,
    }).toString();
  } catch {
    return undefined;
  }
}
