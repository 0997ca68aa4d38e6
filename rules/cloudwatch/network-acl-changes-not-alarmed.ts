import { changeNotAlarmed } from './_change-not-alarmed.ts';

export default changeNotAlarmed('network-acl-changes');
