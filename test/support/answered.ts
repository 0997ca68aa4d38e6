import { ReadError } from '../../src/aws/read-error.ts';
import type { ItemAnswer } from '../../src/aws/reader.ts';
import { ACCOUNT } from './judge.ts';

/** What AWS said of one of several items. */
export function answered<Item, T>(item: Item, value: T): ItemAnswer<Item, T> {
  return { item, answer: { ok: true, value } };
}

/** An item that AWS refused to tell of. */
export function refused<Item>(item: Item, action: string): ItemAnswer<Item, never> {
  return { item, answer: { ok: false, error: denial(action) } };
}

/** The error of a reading that was denied. */
export function denial(action: string): ReadError {
  return new ReadError(`${action} is denied in us-east-1 of account ${ACCOUNT}`, {
    kind: 'denied',
    action,
    accountId: ACCOUNT,
    region: 'us-east-1',
  });
}
