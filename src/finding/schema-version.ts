/** Version of the shape of reports. It changes when a field is taken away or means something else. */
export const REPORT_SCHEMA_VERSION = '2.2';
