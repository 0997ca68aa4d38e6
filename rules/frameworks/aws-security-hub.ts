import type { Framework } from 'postern/rule';
import { CONTROLS, HOLDS } from './_security-hub.ts';

export default {
  id: 'aws-security-hub',
  title: 'Security Hub CSPM controls',
  url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html',
  holds: `${HOLDS}, in the standards or not`,
  controls: CONTROLS.map(({ fsbp, ...control }) => control),
} satisfies Framework;
