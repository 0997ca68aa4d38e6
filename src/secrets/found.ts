/** A secret in a text: what it is, in words, and where it stands. */
export interface Found {
  readonly kind: string;
  readonly index: number;
  readonly length: number;
}
