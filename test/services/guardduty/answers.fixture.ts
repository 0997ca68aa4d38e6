import type { Answerer, Answers } from '../../support/stub.ts';
import { success } from '../../support/wire.ts';

export const detectors =
  (...DetectorIds: string[]): Answerer =>
  (call) =>
    success(call, { detectorIds: DetectorIds });

/** A detector that runs. */
export const on: Answers = {
  'guardduty:ListDetectors': detectors('d1'),
  'guardduty:GetDetector': (call) => success(call, { serviceRole: 'role', status: 'ENABLED', features: [] }),
};

/** One that is suspended. */
export const suspended: Answers = {
  ...on,
  'guardduty:GetDetector': (call) => success(call, { serviceRole: 'role', status: 'DISABLED', features: [] }),
};

/** Who administers it, as GetAdministratorAccount tells a member; without one, as it tells everybody else. */
export const administeredBy =
  (accountId?: string, relationshipStatus = 'Enabled'): Answerer =>
  (call) =>
    success(call, accountId === undefined ? {} : { administrator: { accountId, relationshipStatus } });
