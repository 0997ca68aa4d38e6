import { changeNotAlarmed } from './_change-not-alarmed.ts';

export default changeNotAlarmed('console-sign-in-without-mfa');
