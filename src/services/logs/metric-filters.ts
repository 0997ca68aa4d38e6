import type { MetricFilter as SdkMetricFilter } from '@aws-sdk/client-cloudwatch-logs';
import { type Named, named } from '../../aws/named.ts';

export type MetricFilter = Named<SdkMetricFilter, 'filterName' | 'filterPattern'>;

/** @throws when AWS sent one without name or pattern. */
export const metricFiltersIn = (filters: readonly SdkMetricFilter[] | undefined): readonly MetricFilter[] =>
  named(filters, 'filterName', 'filterPattern');
