/** Versions of the shapes of these JSON texts. They change when a field is taken away or means something else. */
export const DIFF_SCHEMA_VERSION = '1.0';
export const TREND_SCHEMA_VERSION = '1.0';
