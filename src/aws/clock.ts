/**
 * Names that AWS gives to a request whose time is not AWS's. RequestExpired is not among them: EC2 says it of temporary
 * credentials that have expired, too. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const CLOCK_ERRORS = new Set(['RequestTimeTooSkewed', 'RequestInTheFuture']);

/** Follows what is said of a request that failed because of it. */
export const CLOCK_SENTENCE =
  'the clock of this machine is wrong: set it by a time server (NTP), and run again';

/**
 * Whether AWS refused a request for its time. The SDK sets its own clock by AWS's answers and tries again; what still
 * comes here is beyond that. A wrong signature is the clock's doing only when AWS says that it has expired, or is of
 * the future: "Signature expired: … is now earlier than …", "Signature not yet current: …".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
export function clockIsWrong(name: string, message: string): boolean {
  return CLOCK_ERRORS.has(name) || /\bSignature (?:expired|not yet current)\b/.test(message);
}
