import { PATIENCE, type Patience, shortened } from '../aws/patience.ts';
import { UsageError } from './problem.ts';

/** How long the command line waits, and for how long it says nothing. */
export interface Waiting {
  readonly patience: Partial<Patience>;
  /** Milliseconds between two lines that tell what is waited for, where nobody watches standard error. */
  readonly tellEvery: number;
}

const TELL_EVERY = 15_000;

/**
 * Tests of a server on this machine need not wait as AWS wants to be waited for: POSTERN_BACK_OFF sets the share of the
 * waits between attempts that is waited, POSTERN_PATIENCE that of the time after which a call is given up or told of.
 * @throws UsageError where one is no share, or where a call could go to any other machine. An endpoint in the environment
 * goes before one in a profile: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function waitingOf(environment: NodeJS.ProcessEnv): Waiting {
  const backOff = shareOf('POSTERN_BACK_OFF', environment);
  const share = shareOf('POSTERN_PATIENCE', environment);
  return {
    patience: {
      ...(share === undefined ? {} : shortened(share)),
      ...(backOff === undefined ? {} : { backOff, throttledFor: PATIENCE.throttledFor * backOff }),
    },
    tellEvery: TELL_EVERY * (share ?? 1),
  };
}

function shareOf(name: string, environment: NodeJS.ProcessEnv): number | undefined {
  const text = environment[name];
  if (text === undefined) return undefined;
  const share = Number(text);
  if (!(share > 0 && share <= 1))
    throw new UsageError(`${name} is "${text}". It must be a number above 0, and 1 at most.`);
  const endpoints = Object.entries(environment).flatMap(([variable, url = '']) =>
    /^AWS_ENDPOINT_URL(_|$)/.test(variable) && url !== '' ? [url] : [],
  );
  if (
    !environment.AWS_ENDPOINT_URL ||
    !endpoints.every(isLoopback) ||
    environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true'
  ) {
    throw new UsageError(
      `${name} is for tests: it works only where AWS_ENDPOINT_URL is a loopback address, such as http://127.0.0.1:5000. Unset it to ask AWS.`,
    );
  }
  return share;
}

/** An URL writes every IPv4 address with four numbers, and ::1 as it is here. */
function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
