/** All that a reader is written with. */
export {
  derive,
  everyRegion,
  optional,
  type RegionAnswer,
  scannedRegions,
} from './combine-readers.ts';
export type { Declaration, Use } from './declaration.ts';
export { type Named, named } from './named.ts';
export { markedPages, pages } from './pages.ts';
export { ReadError } from './read-error.ts';
export type { Answer, ItemAnswer, Reader, Readings } from './reader.ts';
export { type Service, type ServiceReaders, service } from './service.ts';
export type { Place } from './session.ts';
