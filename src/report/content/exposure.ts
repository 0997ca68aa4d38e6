import type { Exposure } from '../../finding/exposure.ts';

/** Who gets there, in words. */
export const REACHED: Readonly<Record<Exposure, string>> = {
  internet: 'open to the internet',
  'other-account': 'open to other accounts',
  inside: 'open to the inside only',
  none: 'open to nobody',
};
