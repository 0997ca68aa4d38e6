import { changeNotAlarmed } from './_change-not-alarmed.ts';

export default changeNotAlarmed('s3-policy-changes');
