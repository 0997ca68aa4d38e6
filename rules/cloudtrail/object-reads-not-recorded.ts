import { objectEventsRule } from './_object-events.ts';

export default objectEventsRule({
  access: 'read',
  title: 'Reads of objects in S3 are not recorded',
  type: 'Stealth:CloudTrail/ObjectReadsNotRecorded',
  why: 'Management events tell of buckets, not of objects: who copied which data out of S3 cannot be said after a leak, and all of it has to be taken as leaked.',
});
