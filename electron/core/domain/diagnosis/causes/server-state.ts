/** @file How the server is just now: overloaded, away, or falling over. Nothing of ours has to be wrong. */
import { cause, notAbout, proven, told } from '../cause.ts';
import { again, ask } from '../remedies.ts';

const at = ['answering', 'refused', 'token'] as const;

export const stateCauses = [
  cause({
    code: 'cause/too-many-requests',
    subject: 'Rate',
    at,
    effort: 0,
    says: '{host} says that it was asked too often.',
    hint: 'Wait, then try again. If one test is too many already, ask the Source Payer about the limit.',
    comesByItself: true,
    weighs: ({ status, error, page }) =>
      status === 429 || error === 'slow_down'
        ? proven('It says so itself.', ...retryAfter(page.headers['retry-after']))
        : notAbout,
    remedy: ({ page }) => again(waitFor(page.headers['retry-after'])),
  }),
  cause({
    code: 'cause/server-error',
    subject: 'Server',
    at,
    effort: 2,
    says: '{host} failed over our request (status {status}).',
    hint: 'Nothing of ours explains that for certain. Try again once; then send the Source Payer the time and the ids of the answer.',
    comesByItself: true,
    weighs: ({ status, error }) =>
      status === 500 || status === 501 || error === 'server_error' ? told('It says so itself.') : notAbout,
    remedy: (seen) => ask(seen, 'Your server fails over our request. What does its log say?'),
  }),
  cause({
    code: 'cause/unavailable',
    subject: 'Server',
    at,
    effort: 0,
    says: '{host} is not available now (status {status}).',
    hint: 'Maintenance, or a gateway that does not reach the server behind it. Try again later.',
    comesByItself: true,
    weighs: ({ status, error, page }) =>
      (status >= 502 && status <= 504) || error === 'temporarily_unavailable'
        ? told('It says so itself.', ...retryAfter(page.headers['retry-after']))
        : notAbout,
    remedy: ({ page }) => again(waitFor(page.headers['retry-after'])),
  }),
];

function retryAfter(value: string | undefined): string[] {
  return value === undefined ? [] : [`Retry-After: ${value.slice(0, 60)}.`];
}

function waitFor(value: string | undefined): string {
  return value !== undefined && /^\d{1,6}$/.test(value)
    ? `Wait ${value} seconds, and try again`
    : 'Wait a while, and try again';
}
