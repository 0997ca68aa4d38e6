import type { Answers } from '../../support/stub.ts';
import { textParam, type Wire } from '../../support/wire.ts';
import { paged } from './pages.fixture.ts';

/** Inbound rules that let in the addresses of a prefix list. */
export const listed = (id: string) => [
  { ipProtocol: 'tcp', fromPort: 22, toPort: 22, prefixListIds: [{ prefixListId: id }] },
];

/** The entries of prefix lists, by the ids of the lists. */
export const lists = (entries: Readonly<Record<string, readonly Wire[]>>): Answers => ({
  'ec2:GetManagedPrefixListEntries': (call, upstream) =>
    paged('entrySet', entries[textParam(call, 'PrefixListId') ?? ''] ?? [])(call, upstream),
});
