/** Version of the shape of plans. It changes when a field is taken away or means something else. */
export const PLAN_SCHEMA_VERSION = '1.0';
