import { gunzipSync } from 'node:zlib';
import { findSecrets } from './find-secrets.ts';
import { type Told, type ToldSecret, toldByMark } from './mark.ts';

/** 16 KB is the most that EC2 takes, before it is encoded: scripts that are packed into it are never as long as this. */
const LONGEST_INFLATED = 4 * 1024 * 1024;

/** A part within a part within a part: nobody packs more deeply. */
const DEEPEST = 3;

/**
 * The secrets in user data as AWS sends it: in base64, and packed by gzip where cloud-init is to unpack it. Lines are
 * those of the script. What a tape holds in its place tells the same. Undefined where it, or a part of it in which alone one
 * could be, cannot be unpacked.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 * https://cloudinit.readthedocs.io/en/latest/explanation/format.html
 */
export function secretsInUserData(encoded: string): Told {
  const cut = toldByMark(encoded);
  if (cut !== undefined) return cut.told;
  const unpack = unpacker();
  const text = scriptOf(encoded, unpack);
  return text === undefined ? undefined : secretsIn(text, unpack, 0);
}

function secretsIn(text: string, unpack: Unpack, depth: number): Told {
  const own = findSecrets(text).map(({ kind, line }) => ({ kind, line }));
  const parts = depth === DEEPEST ? [] : secretsInEncodedParts(text, unpack, depth);
  const secrets = [...own, ...parts.flatMap((told) => told ?? [])];
  return secrets.length === 0 && parts.includes(undefined) ? undefined : secrets;
}

/**
 * What is in base64 within a script: parts of a multipart message, as the AWS CDK writes them, files that cloud-init is to
 * write, and what a shell is to decode. In one line, or in several under each other.
 * https://cloudinit.readthedocs.io/en/latest/reference/yaml_examples/write_files.html
 */
const ENCODED_PART = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,}(?:\r?\n[ \t]*[A-Za-z0-9+/]+)*/g;

/** By the line in which each begins. */
function secretsInEncodedParts(text: string, unpack: Unpack, depth: number): readonly Told[] {
  let line = 1;
  let counted = 0;
  return Array.from(text.matchAll(ENCODED_PART)).map(({ 0: part, index }) => {
    line += text.slice(counted, index).split('\n').length - 1;
    counted = index;
    const script = unpack(Buffer.from(part, 'base64'));
    if (script === undefined) return undefined;
    return secretsIn(script, unpack, depth + 1)?.map(({ kind }): ToldSecret => ({ kind, line }));
  });
}

/** CloudFormation templates and requests of consoles hold it as it is. */
function scriptOf(encoded: string, unpack: Unpack): string | undefined {
  const packed = encoded.replace(/\s/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return encoded;
  return unpack(Buffer.from(packed, 'base64'));
}

/** What bytes say, unpacked where they are packed; undefined where they cannot be. */
type Unpack = (bytes: Buffer) => string | undefined;

/** Unpacks so much in all and no more, in however many parts it comes. */
function unpacker(): Unpack {
  let left = LONGEST_INFLATED;
  return (bytes) => {
    if (!isGzip(bytes)) return bytes.toString();
    const script = inflated(bytes, left);
    // What is damaged was unpacked up to there, which nobody told.
    left -= script?.length ?? Math.min(left, LONGEST_INFLATED / 16);
    return script?.toString();
  };
}

/** https://www.rfc-editor.org/rfc/rfc1952#page-5 */
function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function inflated(bytes: Buffer, maxOutputLength: number): Buffer | undefined {
  if (maxOutputLength === 0) return undefined;
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
}
