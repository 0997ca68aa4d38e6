/**
 * How long Postern puts up with AWS. All times are milliseconds, and none of them counts what a call waits in Postern's
 * own queues: for a place among the calls in flight, or for its turn at a rate that AWS documents.
 */
export interface Patience {
  /** Attempts of one call before it counts as failed. A call that is throttled goes on until `throttledFor`. */
  readonly attempts: number;
  /** Until a connection stands. */
  readonly connectWithin: number;
  /**
   * Without a byte of the answer, after which an attempt counts as lost and is made again. Less than half of `silentFor`,
   * so that a call has two attempts at least; botocore gives one 60 seconds. An answer that keeps coming is never cut
   * by it, however large: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
   */
  readonly answerWithin: number;
  /** Of one call, over all its attempts and the waits between them, until AWS counts as not answering. */
  readonly silentFor: number;
  /** Of one call whose answer keeps coming, but does not end. */
  readonly arrivingFor: number;
  /** Of one call from the first time that AWS throttles it. It has as many attempts as another call at least. */
  readonly throttledFor: number;
  /** Until something that AWS makes first, such as a report, is there. */
  readonly madeWithin: number;
  /**
   * Without a byte of the answer, after which a call leaves its place among the calls in flight to the next: a service
   * that hangs must not keep the others waiting.
   */
  readonly yieldAfter: number;
  /** The waits between attempts and between calls at a documented rate, as a share of what they are for AWS. */
  readonly backOff: number;
}

export const PATIENCE: Patience = {
  attempts: 6,
  connectWithin: 10_000,
  answerWithin: 29_000,
  silentFor: 60_000,
  arrivingFor: 300_000,
  throttledFor: 120_000,
  madeWithin: 120_000,
  yieldAfter: 5_000,
  backOff: 1,
};

/** The same patience, every limit a share of what it is: for tests of a server that never answers. */
export function shortened(share: number): Partial<Patience> {
  const { connectWithin, answerWithin, silentFor, arrivingFor, throttledFor, madeWithin, yieldAfter } =
    PATIENCE;
  return {
    connectWithin: connectWithin * share,
    answerWithin: answerWithin * share,
    silentFor: silentFor * share,
    arrivingFor: arrivingFor * share,
    throttledFor: throttledFor * share,
    madeWithin: madeWithin * share,
    yieldAfter: yieldAfter * share,
  };
}
