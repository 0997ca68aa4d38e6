import type {
  RetryErrorInfo,
  RetryStrategyV2,
  RetryToken,
  StandardRetryBackoffStrategy,
} from '@smithy/types';

/** Calls a second that a client makes at least, however much it is throttled: what the SDK takes. */
const SLOWEST = 0.5;

/** Milliseconds that the SDK waits at most before another attempt. */
const LONGEST_BACK_OFF = 20_000;

/**
 * How one client tries again: the slower the more AWS throttles it, and without an end of its own, since the patience with
 * a call ends its attempts.
 * @param backOff the share of the waits that is waited
 */
export async function retriesOfClient(backOff: number): Promise<RetryStrategyV2> {
  const { AdaptiveRetryStrategy, DefaultRateLimiter } = await import('@smithy/core/retry');
  const rateLimiter = new DefaultRateLimiter({ minFillRate: SLOWEST / backOff });
  const backoff = new BackOff(backOff);
  const maxAttempts = Number.MAX_SAFE_INTEGER;
  return new RetriesByCall(
    () => new AdaptiveRetryStrategy(maxAttempts, { maxAttempts, backoff, rateLimiter }),
  );
}

/**
 * A strategy for every call. One for all of a client has a quota of attempts, and 35 that failed, whatever they asked for,
 * leave none for the calls that follow. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
class RetriesByCall implements RetryStrategyV2 {
  readonly mode = 'adaptive';
  readonly #strategyOfCall: () => RetryStrategyV2;
  readonly #strategies = new WeakMap<RetryToken, RetryStrategyV2>();

  constructor(strategyOfCall: () => RetryStrategyV2) {
    this.#strategyOfCall = strategyOfCall;
  }

  async acquireInitialRetryToken(scope: string): Promise<RetryToken> {
    const strategy = this.#strategyOfCall();
    return this.#known(strategy, await strategy.acquireInitialRetryToken(scope));
  }

  async refreshRetryTokenForRetry(token: RetryToken, error: RetryErrorInfo): Promise<RetryToken> {
    const strategy = this.#strategies.get(token) ?? this.#strategyOfCall();
    return this.#known(strategy, await strategy.refreshRetryTokenForRetry(token, error));
  }

  recordSuccess(token: RetryToken): void {
    this.#strategies.get(token)?.recordSuccess(token);
  }

  #known(strategy: RetryStrategyV2, token: RetryToken): RetryToken {
    this.#strategies.set(token, strategy);
    return token;
  }
}

/** A random part of a time that doubles with every attempt, as the SDK waits, or a share of it. */
class BackOff implements StandardRetryBackoffStrategy {
  readonly #share: number;
  #base = 0;

  constructor(share: number) {
    this.#share = share;
  }

  setDelayBase(milliseconds: number): void {
    this.#base = milliseconds;
  }

  computeNextBackoffDelay(attempt: number): number {
    const longest = Math.min(this.#base * 2 ** attempt, LONGEST_BACK_OFF);
    return Math.floor(Math.random() * longest * this.#share);
  }
}
