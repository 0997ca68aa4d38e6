import type { Framework } from 'postern/rule';
import { CONTROLS, HOLDS } from './_security-hub.ts';

export default {
  id: 'aws-fsbp',
  title: 'AWS Foundational Security Best Practices',
  url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html',
  holds: HOLDS,
  controls: CONTROLS.filter(({ fsbp }) => fsbp).map(({ fsbp, ...control }) => control),
} satisfies Framework;
