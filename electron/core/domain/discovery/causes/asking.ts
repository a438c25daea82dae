/**
 * @file Why an address gave no answer: name, network, proxy, TLS, time. Each has the runtime codes that mean it, so that
 * one table tells the causes apart for documents, tokens and the Admin API alike (anchors §6.1).
 * While another document was read, an error of these is a warning: one of several places failed.
 */
import type { Cause } from './cause.ts';

const discovery = 'OIDC Discovery 1.0 §4';
const tls = 'RFC 9325 §3.1.1, SMART App Launch 2.2 §Backend Services';
const certificates = 'RFC 9525 §6, RFC 5280 §6';

export const askingCauses = {
  'discovery/unknown-host': {
    severity: 'error',
    section: discovery,
    says: 'The name {host} is not known ({detail}).',
    hint: 'Compare its spelling with what the Source Payer gave. Some names are known inside of a network only.',
    signals: ['ENOTFOUND', 'EAI_NODATA', 'EAI_NONAME'],
  },
  'discovery/no-name-server': {
    severity: 'error',
    section: discovery,
    says: 'No name server tells where {host} is ({detail}).',
    hint: 'This machine is offline, or its name server does not answer. Try again with a network, or read the document from a file.',
    signals: ['EAI_AGAIN', 'EAI_FAIL', 'ESERVFAIL'],
  },
  'discovery/offline': {
    severity: 'error',
    section: discovery,
    says: 'No host at all could be reached: this machine seems to be offline.',
    hint: 'Connect it, or let a colleague on the network run the curl recipe and read the result from a file.',
  },
  'discovery/refused': {
    severity: 'error',
    section: discovery,
    says: '{host} refuses the connection.',
    hint: 'Nothing listens at that port, or a firewall says no. Compare host and port with what the Source Payer gave.',
    signals: ['ECONNREFUSED'],
  },
  'discovery/unreachable': {
    severity: 'error',
    section: discovery,
    says: '{host} cannot be reached from here ({detail}).',
    hint: 'A network or firewall stands between. Try from a machine that may go out, or read the document from a file.',
    signals: ['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'],
  },
  'discovery/timeout': {
    severity: 'error',
    section: discovery,
    says: '{host} did not answer in time.',
    hint: 'A firewall that drops silently, or an overloaded server. Try again, or ask the Source Payer whether this network’s address must be on its list.',
    signals: ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'],
  },
  'discovery/stall': {
    severity: 'error',
    section: discovery,
    says: '{host} began to answer and then stopped.',
    hint: 'Try again; if it stays so, tell the Source Payer that its answer never ends.',
    signals: ['UND_ERR_BODY_TIMEOUT'],
  },
  'discovery/cancelled': {
    severity: 'error',
    section: discovery,
    says: '{host} was not waited for: you cancelled.',
    hint: 'Read again when you like; what was there before is kept.',
  },
  'discovery/broken-off': {
    severity: 'error',
    section: discovery,
    says: '{host} broke the connection off ({detail}).',
    hint: 'A gateway that wants a client certificate or does not know your address does so. Ask the Source Payer which it is.',
    signals: ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'],
  },
  'discovery/protocol': {
    severity: 'error',
    section: 'RFC 9112 §4',
    says: '{host} does not speak HTTP as it should ({detail}).',
    hint: 'Compare the port: this may be another service. Tell the Source Payer the code in brackets.',
    signals: ['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_EXCEEDED_MAX_SIZE'],
  },
  'discovery/broken-encoding': {
    severity: 'error',
    section: 'RFC 9110 §8.4.1',
    says: '{host} says that its answer is compressed, and it cannot be unpacked ({detail}).',
    hint: 'The answer was cut, or something between packed it wrongly. Tell the Source Payer the code in brackets, or read the document from a file.',
    signals: ['Z_DATA_ERROR', 'Z_BUF_ERROR', 'Z_NEED_DICT', 'Z_STREAM_ERROR', 'ERR_TRAILING_JUNK_AFTER_STREAM_END'],
  },
  'discovery/blocked-port': {
    severity: 'error',
    section: 'Fetch Standard §2.9',
    says: 'The address names the port {detail} of {host}, which no browser and no fetch asks: another protocol lives there.',
    hint: 'Compare the port with what the Source Payer gave. If it is meant, only they can move it.',
  },
  'discovery/other-network': {
    severity: 'error',
    section: discovery,
    says: 'The request to {host} failed ({detail}).',
    hint: 'Try again; a report with the code in brackets helps.',
  },
  'discovery/tls-unknown-ca': {
    severity: 'error',
    section: certificates,
    says: 'The certificate of {host} comes from a CA that this machine does not know ({detail}).',
    hint: 'Ask the Source Payer for its CA certificate and add it for this payer. A proxy of your own that opens TLS needs its CA added too.',
    signals: [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_UNTRUSTED',
      'INVALID_CA',
    ],
  },
  'discovery/tls-self-signed': {
    severity: 'error',
    section: certificates,
    says: 'The certificate of {host} is signed by itself.',
    hint: 'No payer publishes so for others. A development server or an appliance answered: compare host and port. If it is meant, ask for the certificate by another way and add it for this payer.',
    signals: ['DEPTH_ZERO_SELF_SIGNED_CERT'],
  },
  'discovery/tls-incomplete-chain': {
    severity: 'error',
    section: 'RFC 8446 §4.4.2',
    says: '{host} sends its certificate alone, and the CA that issued it is not known here.',
    hint: 'Most often the server forgets its intermediate certificate: browsers fetch it by themselves, programs do not. The Source Payer mends that; until then add the intermediate or the CA certificate for this payer.',
    signals: ['UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  },
  'discovery/tls-expired': {
    severity: 'error',
    section: 'RFC 5280 §4.1.2.5',
    says: 'The certificate of {host} has expired.',
    hint: 'Compare this machine’s clock. If it is right, the Source Payer has to renew its certificate.',
    signals: ['CERT_HAS_EXPIRED'],
  },
  'discovery/tls-not-yet-valid': {
    severity: 'error',
    section: 'RFC 5280 §4.1.2.5',
    says: 'The certificate of {host} is not valid yet.',
    hint: 'Compare this machine’s clock: most often it is slow.',
    signals: ['CERT_NOT_YET_VALID'],
  },
  'discovery/tls-wrong-host': {
    severity: 'error',
    section: 'RFC 9525 §6',
    says: 'The certificate of {host} is for other names.',
    hint: 'Compare the host with what the Source Payer gave; if it is right, they have to mend the certificate’s names.',
    signals: ['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'],
  },
  'discovery/tls-revoked': {
    severity: 'error',
    section: 'RFC 5280 §6.3',
    says: 'The certificate of {host} was revoked.',
    hint: 'Do not go on. Tell the Source Payer.',
    signals: ['CERT_REVOKED'],
  },
  'discovery/tls-weak': {
    severity: 'error',
    section: 'RFC 9325 §4',
    says: 'The certificate of {host} is too weak: a short key or an old digest ({detail}).',
    hint: 'The Source Payer has to renew it with RSA 2048 or better, and SHA-256.',
    signals: [
      'CERT_SIGNATURE_FAILURE',
      'ERR_SSL_EE_KEY_TOO_SMALL',
      'ERR_SSL_CA_MD_TOO_WEAK',
      'ERR_SSL_DH_KEY_TOO_SMALL',
    ],
  },
  'discovery/tls-old-version': {
    severity: 'error',
    section: tls,
    says: '{host} offers no version of TLS from 1.2 on ({detail}).',
    hint: 'Tell the Source Payer: TLS 1.2 is the least that SMART allows.',
    signals: [
      'ERR_SSL_UNSUPPORTED_PROTOCOL',
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
      'ERR_SSL_WRONG_SSL_VERSION',
      'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
      'ERR_SSL_NO_SUPPORTED_VERSIONS_ENABLED',
      'ERR_SSL_VERSION_TOO_LOW',
      'ERR_SSL_UNKNOWN_PROTOCOL',
      'ERR_SSL_TLSV1_ALERT_INAPPROPRIATE_FALLBACK',
    ],
  },
  'discovery/tls-not-tls': {
    severity: 'error',
    section: tls,
    says: '{host} does not speak TLS at that port ({detail}).',
    hint: 'Compare the port: this may be a plain http port, or another service.',
    signals: [
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'ERR_SSL_PACKET_LENGTH_TOO_LONG',
      'ERR_SSL_HTTP_REQUEST',
      'ERR_SSL_HTTPS_PROXY_REQUEST',
      'ERR_SSL_RECORD_LAYER_FAILURE',
      'ERR_SSL_INVALID_ALERT',
    ],
  },
  'discovery/tls-certificate-wanted': {
    severity: 'error',
    section: 'RFC 8705 §2',
    says: '{host} wants a client certificate ({detail}).',
    hint: 'Choose one of this payer’s keys that has a certificate as its client certificate, and ask the Source Payer which one it knows. It is shown on the payer’s own ground only: the registered domains of its address, its issuer, its FHIR base and what you confirmed.',
    signals: [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED',
      'ERR_SSL_CERTIFICATE_REQUIRED',
    ],
  },
  // TLS 1.2 has one alert for both, and it says no more (RFC 5246 §7.2.2).
  'discovery/tls-handshake-refused': {
    severity: 'error',
    section: 'RFC 5246 §7.2.2, RFC 8446 §6.2',
    says: '{host} refuses the TLS handshake without saying why ({detail}): it wants a client certificate, or shares no cipher or version of TLS with this program.',
    hint: 'If the Source Payer asks for mutual TLS, choose one of this payer’s keys that has a certificate. If it does not, tell them that TLS 1.2 or 1.3 with a cipher of RFC 9325 §4.2 is needed.',
    signals: [
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY',
    ],
  },
  'discovery/tls-certificate-refused': {
    severity: 'error',
    section: 'RFC 8705 §2',
    says: '{host} does not take the client certificate ({detail}).',
    hint: 'Ask the Source Payer whether it was registered, from which CA it has to come, and whether it is still valid.',
    signals: [
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
      'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED',
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
      'ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE',
      'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED',
      'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
      'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN',
      'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED',
      'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_REVOKED',
      'ERR_SSL_SSL/TLS_ALERT_UNSUPPORTED_CERTIFICATE',
      // The proof that we have its key did not hold (RFC 8446 §4.4.3).
      'ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR',
    ],
  },
  'discovery/tls-other': {
    severity: 'error',
    section: tls,
    says: 'No TLS connection to {host} came about ({detail}).',
    hint: 'TLS 1.2 or newer is needed. Tell the Source Payer the code in brackets.',
    signals: ['EPROTO'],
  },
  'discovery/proxy-unreachable': {
    severity: 'error',
    section: 'RFC 9110 §9.3.6',
    says: 'The proxy on the way to {host} cannot be reached ({detail}).',
    hint: 'Compare its address in the payer’s network settings, or choose “no proxy” if this network needs none.',
  },
  'discovery/proxy-wants-login': {
    severity: 'error',
    section: 'RFC 9110 §15.5.8',
    says: 'The proxy on the way to {host} wants a user name and a password ({detail}).',
    hint: 'Give them in the payer’s network settings: the name in the proxy’s address, the password into the vault.',
  },
  'discovery/proxy-refused': {
    severity: 'error',
    section: 'RFC 9110 §9.3.6',
    says: 'The proxy on the way to {host} does not let this machine through ({detail}).',
    hint: 'Ask your network’s operator to allow this host, or read the document from a file.',
  },
  'discovery/proxy-unusable': {
    severity: 'error',
    section: 'RFC 9110 §9.3.6',
    says: 'The proxy that is set for {host} cannot be used ({detail}).',
    hint: 'http and https proxies are spoken. Mend its address where it was set: the payer’s network settings, or HTTPS_PROXY and ALL_PROXY.',
  },
  'discovery/through-proxy': {
    severity: 'info',
    section: 'RFC 9110 §9.3.6',
    says: '{host} was asked through the proxy {proxy}, which resolves the name.',
    hint: 'Whether the name leads to a private address could not be checked here: that is the proxy’s business then.',
  },
  'discovery/client-certificate-gone': {
    severity: 'error',
    section: 'RFC 8705 §2',
    says: 'The client certificate that this payer’s network settings name cannot be used ({detail}).',
    hint: 'Its key is gone, or has no certificate. Choose another one, or none.',
  },
  'discovery/private-address': {
    severity: 'error',
    section: 'RFC 1918 §3, RFC 6890 §2.2',
    says: '{host} is a loopback or private address, and these are not asked.',
    hint: 'If the Source Payer really is in your own network, allow it: “Allow loopback and private addresses”, or --allow-private.',
  },
  'discovery/forbidden-address': {
    severity: 'error',
    section: 'RFC 3927 §2.7, RFC 6890 §2.2',
    says: '{host} leads to an address that is never asked: link-local, metadata service, multicast or unspecified.',
    hint: 'No payer publishes there. Compare the address with what the Source Payer told you by another way.',
  },
} as const satisfies Record<string, Cause>;

export type AskingCode = keyof typeof askingCauses;

const bySignal = new Map<string, AskingCode>(
  (Object.entries(askingCauses) as [AskingCode, Cause][]).flatMap(([code, { signals = [] }]) =>
    signals.map((signal) => [signal, code] as const),
  ),
);

/** The cause that a runtime's code means; null: none of ours, look at what caused it. */
export function causeOfSignal(signal: string): AskingCode | null {
  const known = bySignal.get(signal);
  if (known !== undefined) return known;
  if (/^(ERR_SSL_|ERR_TLS_|CERT_)/.test(signal)) return 'discovery/tls-other';
  // Of Brotli: zlib puts the library's own word behind.
  if (/^ERR_(_|BROTLI)/.test(signal)) return 'discovery/broken-encoding';
  return signal.startsWith('HPE_') ? 'discovery/protocol' : null;
}
