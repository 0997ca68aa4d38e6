import type { Patience } from '../aws/transport.ts';
import { UsageError } from './problem.ts';

const NAME = 'POSTERN_BACK_OFF';

/**
 * The share of the SDK's waits between attempts that Postern waits, where POSTERN_BACK_OFF sets one: tests of a server on
 * this machine need not wait as AWS wants to be waited for.
 * @throws UsageError where it is no share, or where a call could go to any other machine. An endpoint in the environment
 * goes before one in a profile: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function backOffOf(environment: NodeJS.ProcessEnv): Partial<Patience> {
  const text = environment[NAME];
  if (text === undefined) return {};
  const backOff = Number(text);
  if (!(backOff > 0 && backOff <= 1))
    throw new UsageError(`${NAME} is "${text}". It must be a number above 0, and 1 at most.`);
  const endpoints = Object.entries(environment).flatMap(([name, url = '']) =>
    /^AWS_ENDPOINT_URL(_|$)/.test(name) && url !== '' ? [url] : [],
  );
  if (
    !environment.AWS_ENDPOINT_URL ||
    !endpoints.every(isLoopback) ||
    environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true'
  ) {
    throw new UsageError(
      `${NAME} is for tests: it works only where AWS_ENDPOINT_URL is a loopback address, such as http://127.0.0.1:5000. Unset it to ask AWS.`,
    );
  }
  return { backOff };
}

/** An URL writes every IPv4 address with four numbers, and ::1 as it is here. */
function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
