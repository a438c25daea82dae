/** @file How every connection is made: whom it trusts, which addresses it takes, and what went wrong, in our own codes. */
import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import tls from 'node:tls';
import { Agent, buildConnector } from 'undici';
import type { Network } from '#core/ports.ts';
import { addressRefusal } from './addresses.ts';
import type { AddressCode } from './addresses.ts';

const CONNECT_MILLISECONDS = 8_000;

/** A connection of its own for each request: nothing lingers when the work is done, and each one is judged anew. */
export function agentFor(network: Network): Agent {
  const connect = buildConnector({
    ca: [...systemAuthorities(), ...network.authorities],
    minVersion: 'TLSv1.2',
    timeout: CONNECT_MILLISECONDS,
    lookup: guardedLookup(network),
  });
  return new Agent({
    // The lookup is not asked for an address that is one already.
    connect: (options, done) => {
      const refusal =
        isIP(bare(options.hostname)) === 0 ? null : addressRefusal(options.hostname, network.allowPrivate);
      if (refusal === null) connect(options, done);
      else done(new RefusedAddress(refusal), null);
    },
    pipelining: 0,
    maxHeaderSize: 32_768,
  });
}

class RefusedAddress extends Error {
  readonly code: AddressCode;
  constructor(code: AddressCode) {
    super(code);
    this.code = code;
  }
}

/** What is checked is what is connected to: a name that is asked again could answer otherwise (DNS rebinding). */
function guardedLookup({ allowPrivate }: Network): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) {
        done(error, []);
        return;
      }
      const refusal = found.map(({ address }) => addressRefusal(address, allowPrivate)).find((code) => code !== null);
      const [first] = found;
      // One bad address among good ones is one too many: who chose the name chose it for the bad one.
      if (refusal !== undefined) done(new RefusedAddress(refusal), []);
      else if (options.all === true || first === undefined) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

let known: readonly string[] | undefined;

/** Those of the system and of Node's own list; NODE_EXTRA_CA_CERTS counts where the runtime reads it. */
function systemAuthorities(): readonly string[] {
  // Node 20 has no way to ask the system.
  const ask = (tls as { getCACertificates?: (type: 'default' | 'system') => string[] }).getCACertificates;
  known ??= ask === undefined ? tls.rootCertificates : [...new Set([...ask('default'), ...ask('system')])];
  return known;
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

const codes: Readonly<Record<string, string>> = {
  ENOTFOUND: 'discovery/unknown-host',
  EAI_AGAIN: 'discovery/unknown-host',
  EAI_NODATA: 'discovery/unknown-host',
  EAI_NONAME: 'discovery/unknown-host',
  ECONNREFUSED: 'discovery/refused',
  EHOSTUNREACH: 'discovery/unreachable',
  ENETUNREACH: 'discovery/unreachable',
  EACCES: 'discovery/unreachable',
  EPERM: 'discovery/unreachable',
  ETIMEDOUT: 'discovery/timeout',
  UND_ERR_CONNECT_TIMEOUT: 'discovery/timeout',
  UND_ERR_HEADERS_TIMEOUT: 'discovery/timeout',
  UND_ERR_BODY_TIMEOUT: 'discovery/stall',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'discovery/tls-unknown-ca',
  SELF_SIGNED_CERT_IN_CHAIN: 'discovery/tls-unknown-ca',
  UNABLE_TO_GET_ISSUER_CERT: 'discovery/tls-unknown-ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'discovery/tls-unknown-ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'discovery/tls-unknown-ca',
  CERT_UNTRUSTED: 'discovery/tls-unknown-ca',
  CERT_HAS_EXPIRED: 'discovery/tls-expired',
  CERT_NOT_YET_VALID: 'discovery/tls-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'discovery/tls-wrong-host',
  EPROTO: 'discovery/tls-other',
  ECONNRESET: 'discovery/broken-off',
  EPIPE: 'discovery/broken-off',
  UND_ERR_SOCKET: 'discovery/broken-off',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'discovery/broken-off',
  UND_ERR_HEADERS_OVERFLOW: 'discovery/protocol',
  'discovery/private-address': 'discovery/private-address',
  'discovery/forbidden-address': 'discovery/forbidden-address',
};

/** The root cause of a failed request. `detail` is the runtime's own code for it, never a message: that may quote anything. */
export function networkCauseOf(error: unknown): { code: string; detail: string } {
  const chain = causesOf(error);
  for (const { code, name } of chain.toReversed()) {
    if (name === 'TimeoutError') return { code: 'discovery/timeout', detail: 'TimeoutError' };
    if (code === undefined) continue;
    const ours = codes[code] ?? ofFamily(code);
    if (ours !== undefined) return { code: ours, detail: code };
  }
  return { code: 'discovery/other-network', detail: chain.find(({ code }) => code !== undefined)?.code ?? 'unknown' };
}

function ofFamily(code: string): string | undefined {
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code.startsWith('CERT_'))
    return 'discovery/tls-other';
  return code.startsWith('HPE_') ? 'discovery/protocol' : undefined;
}

interface Cause {
  readonly name: string;
  readonly code: string | undefined;
}

/** From the outermost error to the root; of several tries (one for each address) the last one counts. */
function causesOf(error: unknown): Cause[] {
  const causes: Cause[] = [];
  let at: unknown = error;
  for (let depth = 0; depth < 10 && at instanceof Error; depth += 1) {
    const { code } = at as { code?: unknown };
    causes.push({ name: at.name, code: typeof code === 'string' ? code : undefined });
    at = at.cause ?? (at instanceof AggregateError ? at.errors.at(-1) : undefined);
  }
  return causes;
}
