import { ReadError } from '../../../src/aws/read-error.ts';
import type { Cluster, DescribedCluster } from '../../../src/services/eks.ts';

export const described = (changes: Partial<Cluster> = {}): DescribedCluster => ({
  item: 'web',
  answer: {
    ok: true,
    value: {
      name: 'web',
      arn: 'arn:aws:eks:us-east-1:111122223333:cluster/web',
      version: '1.35',
      ...changes,
    },
  },
});

export const refused: DescribedCluster = {
  item: 'web',
  answer: {
    ok: false,
    error: new ReadError('denied', {
      kind: 'denied',
      action: 'eks:DescribeCluster',
      accountId: '111122223333',
      region: 'us-east-1',
    }),
  },
};
