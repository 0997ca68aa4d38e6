import { createHash } from 'node:crypto';

/** What makes a finding this finding. Wording, severity and evidence are no part of it. */
export interface Identity {
  readonly ruleId: string;
  readonly accountId: string;
  readonly region: string;
  readonly resourceId: string;
  readonly part?: string | undefined;
}

/** 32 hexadecimal digits, the same for the same identity in every scan. */
export function fingerprint({ ruleId, accountId, region, resourceId, part = '' }: Identity): string {
  return createHash('sha256')
    .update(JSON.stringify([ruleId, accountId, region, resourceId, part]))
    .digest('hex')
    .slice(0, 32);
}
