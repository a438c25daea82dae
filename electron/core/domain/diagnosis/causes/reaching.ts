/** @file Why no connection came about: name, network, proxy. The adapters' codes are those of `discovery/causes/asking.ts`. */
import { cause, fits, notAbout, possible, proven } from '../cause.ts';
import { again, ask, go } from '../remedies.ts';
import type { Seen } from '../seen.ts';
import { isWordless } from './refusal.ts';
import { failedAt, failsWith } from './wire.ts';

const at = ['reaching'] as const;
const network = 'Look at how it is reached, in Discover';

export const reachingCauses = [
  cause({
    code: 'cause/dns-name-unknown',
    subject: 'Name',
    at,
    effort: 1,
    says: 'No name server knows {host}.',
    hint: 'Compare the host of the Token Endpoint with what the Source Payer gave. Some names are known inside of a network or a VPN only.',
    weighs: (seen) => failsWith(seen, 'discovery/unknown-host', proven),
    remedy: () => go('endpoints', 'Compare the Token Endpoint'),
  }),
  cause({
    code: 'cause/dns-not-answering',
    subject: 'Name server',
    at,
    effort: 1,
    says: 'No name server answers here, so {host} cannot be found.',
    hint: 'This computer is offline, or its name server is. Try again with a network.',
    weighs: (seen) => failsWith(seen, ['discovery/no-name-server', 'discovery/offline'], proven),
    remedy: () => again('Try again with a network'),
  }),
  cause({
    code: 'cause/connection-refused',
    subject: 'Port',
    at,
    effort: 1,
    says: 'Nothing listens at {host}, or a firewall refuses the connection.',
    hint: 'Compare host and port with what the Source Payer gave; then ask whether the server is up.',
    weighs: (seen) => failsWith(seen, 'discovery/refused', proven),
    remedy: () => go('endpoints', 'Compare the Token Endpoint'),
  }),
  cause({
    code: 'cause/no-route',
    subject: 'Way',
    at,
    effort: 1,
    says: 'There is no way from this network to {host}.',
    hint: 'A VPN that is not connected, or a firewall of your own. Run the test from the network in which Smile CDR runs.',
    weighs: (seen) => failsWith(seen, 'discovery/unreachable', proven),
    remedy: () => again('Connect the network or the VPN, and try again'),
  }),
  cause({
    code: 'cause/connect-timeout',
    subject: 'Connection',
    at,
    effort: 2,
    says: '{host} does not take the connection: nothing came back at all.',
    hint: 'A firewall that drops silently does so. The Source Payer may let listed addresses in only: tell them the address from which you ask, and that of Smile CDR.',
    weighs: (seen) => (isConnectTimeout(seen) ? proven(failureOf(seen)) : notAbout),
    remedy: (seen) =>
      ask(seen, 'Our connections to your token endpoint are dropped. Must our addresses be on a list of yours?'),
  }),
  cause({
    code: 'cause/address-not-allowed',
    subject: 'Address',
    at,
    effort: 1,
    says: '{host} is an address that this program does not ask.',
    hint: 'Loopback and private addresses are asked only after you allowed it for this payer; others never. Compare the address first.',
    weighs: (seen) =>
      failsWith(
        seen,
        ['discovery/private-address', 'discovery/forbidden-address', 'discovery/blocked-port', 'discovery/not-https'],
        proven,
      ),
    remedy: () => go('discover', network),
  }),
  cause({
    code: 'cause/proxy-unreachable',
    subject: 'Proxy',
    at,
    effort: 1,
    says: 'The proxy on the way to {host} cannot be reached.',
    hint: 'Compare its address in the payer’s network settings, or choose “no proxy” if this network needs none.',
    weighs: (seen) => failsWith(seen, 'discovery/proxy-unreachable', proven),
    remedy: () => go('discover', network),
  }),
  cause({
    code: 'cause/proxy-unusable',
    subject: 'Proxy',
    at,
    effort: 1,
    says: 'The proxy that is set for {host} cannot be used.',
    hint: 'http and https proxies are spoken. Mend its address where it was set: the payer’s network settings, or HTTPS_PROXY.',
    weighs: (seen) => failsWith(seen, 'discovery/proxy-unusable', proven),
    remedy: () => go('discover', network),
  }),
  cause({
    code: 'cause/proxy-wants-login',
    subject: 'Proxy',
    at,
    effort: 1,
    says: 'The proxy on the way to {host} wants a user name and a password.',
    hint: 'Give them in the payer’s network settings: the name in the proxy’s address, the password into the vault.',
    weighs: (seen) => failsWith(seen, 'discovery/proxy-wants-login', proven),
    remedy: () => go('discover', network),
  }),
  cause({
    code: 'cause/proxy-refused',
    subject: 'Proxy',
    at,
    effort: 3,
    says: 'The proxy does not let this computer through to {host}.',
    hint: 'Ask the operator of your own network to allow this host. The Source Payer cannot help here.',
    weighs: (seen) => failsWith(seen, 'discovery/proxy-refused', proven),
  }),
  cause({
    code: 'cause/broken-off',
    subject: 'Connection',
    at,
    effort: 2,
    says: '{host} breaks the connection off before it answers.',
    hint: 'Gateways do so with clients whose address or certificate they do not know, and servers that fall over. Ask the Source Payer what their log says.',
    weighs: (seen) => failsWith(seen, ['discovery/broken-off', 'discovery/protocol', 'discovery/other-network'], fits),
    remedy: (seen) =>
      ask(
        seen,
        'Your side breaks the connection off before it answers our token request. What does your gateway’s log say?',
      ),
  }),
  cause({
    code: 'cause/answer-timeout',
    subject: 'Answer',
    at,
    effort: 2,
    says: '{host} took the request and did not answer in time.',
    hint: 'Some servers fetch the client’s key set while one waits, and wait for it in vain. Try again; then ask the Source Payer.',
    weighs: (seen) => (isAnswerTimeout(seen) ? proven(failureOf(seen)) : notAbout),
    remedy: () => again('Try again'),
  }),
  cause({
    code: 'cause/address-list',
    subject: 'List of addresses',
    at: ['reaching', 'answering', 'refused'],
    effort: 2,
    says: '{host} lets listed addresses in only, and this one is not listed.',
    hint: 'Tell the Source Payer the public address of this network, and that of the one in which Smile CDR runs: they may differ.',
    comesByItself: true,
    weighs: (seen) => {
      if (seen.phase === 'reaching') {
        const breaksOff = seen.answer.code === 'discovery/broken-off' || isConnectTimeout(seen);
        return breaksOff ? possible('Servers with such a list often drop a connection without a word.') : notAbout;
      }
      if (isWordless(seen)) return possible('Who turns addresses away often does so with a 403 and no word.');
      return seen.phase === 'answering' && seen.status === 403
        ? fits('A 403 that no token endpoint wrote comes from what stands in front of it.')
        : notAbout;
    },
    remedy: (seen) =>
      ask(
        seen,
        'Our request is turned away before your token endpoint sees it. Does your network let listed addresses in only? Which address shall we tell you?',
      ),
  }),
];

function isConnectTimeout(seen: Seen): boolean {
  return seen.answer.code === 'discovery/timeout' && !isAnswerTimeout(seen);
}

function isAnswerTimeout(seen: Seen): boolean {
  if (seen.answer.code === 'discovery/stall') return true;
  return seen.answer.code === 'discovery/timeout' && ['request', 'answer'].includes(failedAt(seen));
}

function failureOf(seen: Seen): string {
  const step = failedAt(seen);
  return step === '' ? 'Nothing came back in time.' : `The time ran out at the step “${step}”.`;
}
