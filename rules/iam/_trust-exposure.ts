import { identityProvider, isSamlProvider, tokensTaken } from 'postern/policy';
import { type Exposure, widestExposure } from 'postern/rule';
import type { RoleTrust } from 'postern/services/iam';

/** Who of all that a trust policy lets in are the farthest away. */
export function trustExposure(trusts: RoleTrust['outside']): Exposure | undefined {
  return widestExposure(trusts.map(exposureOf));
}

/** A service of AWS acts for this account, and a provider of its own lets in its own people and pipelines. */
function exposureOf(trust: RoleTrust['outside'][number]): Exposure | undefined {
  const { who } = trust;
  switch (who.kind) {
    case 'anyone':
      return 'internet';
    case 'account':
    case 'organization':
    case 'canonicalUser':
      return 'other-account';
    case 'service':
      return 'inside';
    case 'federated': {
      if (isSamlProvider(who.provider)) return 'inside';
      const provider = identityProvider(who.provider);
      return provider !== undefined && tokensTaken(trust, provider) === 'anyone' ? 'internet' : 'inside';
    }
    default:
      return undefined;
  }
}
