import { describe, expect, it } from 'vitest';
import { whyNoRoot, whyNoRootMfa } from '../../../src/services/iam/root-user.ts';

describe('what cannot be judged of root, by partition', () => {
  const MFA_OF_GOVCLOUD = 'MFA devices cannot be registered for root in AWS GovCloud (US)';
  const ROOT_OF_CHINA = 'accounts in AWS China have no root user';

  it.each([
    ['aws', undefined, undefined],
    ['aws-us-gov', undefined, MFA_OF_GOVCLOUD],
    ['aws-cn', ROOT_OF_CHINA, ROOT_OF_CHINA],
    ['aws-eusc', undefined, undefined],
    ['aws-unheard-of', undefined, undefined],
  ])('%s', (partition, root, mfa) => {
    expect(whyNoRoot(partition)).toBe(root);
    expect(whyNoRootMfa(partition)).toBe(mfa);
  });
});
