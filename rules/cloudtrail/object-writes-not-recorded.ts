import { objectEventsRule } from './_object-events.ts';

export default objectEventsRule({
  access: 'write',
  title: 'Writes to objects in S3 are not recorded',
  type: 'Stealth:CloudTrail/ObjectWritesNotRecorded',
  why: 'Management events tell of buckets, not of objects: who deleted, encrypted or replaced data in S3 stands nowhere.',
});
