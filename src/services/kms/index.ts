/** What Postern reads of KMS: published as `postern/services/kms`. */
export { type CustomerKey, customerKeys, type KeyAnswer, type ListedKey } from './customer-keys.ts';
export {
  type Grant,
  type KeyUsage,
  keyGrants,
  keyPolicies,
  keyRotations,
  keyUsages,
  type Rotation,
} from './key-facts.ts';
export { rotates } from './rotation.ts';
