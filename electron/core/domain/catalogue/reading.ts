/** Why a document could not be had, or could not be read as JSON. Each is a finding of Discover. */
export const readingWords = {
  'discovery/no-address': {
    says: '“{given}” is not an address that can be asked.',
    hint: 'Give the Source Payer’s issuer, its FHIR base, or the full address of a well-known document.',
  },
  'discovery/not-https': {
    says: '{address} is not https.',
    hint: 'Ask the Source Payer for the https address. Plain http is read from this machine only, when loopback is allowed.',
  },
  'discovery/holds-credentials': {
    says: 'The address holds a user name or a password.',
    hint: 'Discovery documents are public: give the address without them.',
  },
  'discovery/nothing-found': {
    says: 'No discovery document was found at {given}.',
    hint: 'Ask the Source Payer for the exact issuer or the address of its .well-known document, or have the document sent and read it from a file.',
  },
  'discovery/unknown-host': {
    says: 'The name {host} is not known ({detail}).',
    hint: 'Compare its spelling. When no name at all is found, this machine is offline or its name server does not answer; a file can be read instead.',
  },
  'discovery/refused': {
    says: '{host} refuses the connection.',
    hint: 'Nothing listens at that port, or a firewall says no. Compare host and port with what the Source Payer gave.',
  },
  'discovery/unreachable': {
    says: '{host} cannot be reached from here ({detail}).',
    hint: 'A network or firewall stands between. Try from a machine that may go out, or read the document from a file.',
  },
  'discovery/timeout': {
    says: '{host} did not answer in time.',
    hint: 'A firewall that drops silently, or an overloaded server. Try again, or ask the Source Payer whether this network’s address must be on its list.',
  },
  'discovery/stall': {
    says: '{host} began to answer and then stopped.',
    hint: 'Try again; if it stays so, tell the Source Payer that its answer never ends.',
  },
  'discovery/broken-off': {
    says: '{host} broke the connection off ({detail}).',
    hint: 'A gateway that wants a client certificate or knows your address does so. Ask the Source Payer which it is.',
  },
  'discovery/protocol': {
    says: '{host} does not speak HTTP as it should ({detail}).',
    hint: 'Compare the port: this may be another service. Tell the Source Payer the code in brackets.',
  },
  'discovery/other-network': {
    says: 'The request to {host} failed ({detail}).',
    hint: 'Try again; a report with the code in brackets helps.',
  },
  'discovery/tls-unknown-ca': {
    says: 'The certificate of {host} comes from a CA that this machine does not know ({detail}).',
    hint: 'Ask the Source Payer for its CA certificate and add it for this payer; a proxy of your own that opens TLS needs its CA added too. Or the server does not send its intermediate certificate: they can mend that.',
  },
  'discovery/tls-expired': {
    says: 'The certificate of {host} is not valid at this time ({detail}).',
    hint: 'Compare this machine’s clock. If it is right, the Source Payer has to renew its certificate.',
  },
  'discovery/tls-wrong-host': {
    says: 'The certificate of {host} is for other names.',
    hint: 'Compare the host with what the Source Payer gave; if it is right, they have to mend the certificate’s names.',
  },
  'discovery/tls-other': {
    says: 'No TLS connection to {host} came about ({detail}).',
    hint: 'TLS 1.2 or newer is needed. Tell the Source Payer the code in brackets.',
  },
  'discovery/private-address': {
    says: '{host} is a loopback or private address, and these are not asked.',
    hint: 'If the Source Payer really is in your own network, allow it: “Allow loopback and private addresses”, or --allow-private.',
  },
  'discovery/forbidden-address': {
    says: '{host} leads to an address that is never asked: link-local, metadata service, multicast or unspecified.',
    hint: 'No payer publishes there. Compare the address with what the Source Payer told you by another way.',
  },
  'discovery/redirect': {
    says: '{address} redirects to {location}.',
    hint: 'Redirects are not followed, for they could lead to another party. If the Source Payer confirms the new address, read that one.',
  },
  'discovery/refused-status': {
    says: '{address} answers with status {status}.',
    hint: 'Documents of this kind are public. Ask the Source Payer whether a gateway or an address list stands in front.',
  },
  'discovery/too-large': {
    says: '{address} is larger than 1 MiB; the rest was not read.',
    hint: 'A discovery document has a few kilobytes. Compare the address: this is something else.',
  },
  'discovery/empty': {
    says: '{address} is empty.',
    hint: 'Ask the Source Payer for the document itself; an empty answer with status 200 is a fault of its gateway.',
  },
  'discovery/html': {
    says: '{address} is a web page, not JSON{title}.',
    hint: 'A login page, a proxy’s notice, or the wrong path. Open it in a browser to see which.',
  },
  'discovery/not-utf8': {
    says: '{address} is not UTF-8 text.',
    hint: 'JSON is UTF-8 (RFC 8259 §8.1). Save the document again in that encoding, or tell the Source Payer.',
  },
  'discovery/not-json': {
    says: '{address} is not JSON: {reason} at line {line}, column {column}.',
    hint: 'Compare that place with the original; a document that was copied from a page may have lost a part.',
  },
  'discovery/duplicate-member': {
    says: '{address} names the member “{member}” twice (line {line}, column {column}).',
    hint: 'Which of the two counts differs from program to program (RFC 8259 §4). The Source Payer has to remove one.',
  },
  'discovery/too-deep': {
    says: '{address} is nested deeper than 64 levels.',
    hint: 'No discovery document is. Compare the address: this is something else.',
  },
  'discovery/not-an-object': {
    says: '{address} is JSON, and not an object.',
    hint: 'A discovery document is one JSON object. Compare the address or the file.',
  },
  'discovery/byte-order-mark': {
    says: '{address} begins with a byte order mark.',
    hint: 'It was passed over; strict readers refuse it (RFC 8259 §8.1). Tell the Source Payer.',
  },
  'discovery/not-recognised': {
    says: '{address} is JSON, and no discovery document that this program knows.',
    hint: 'Compare the address or the file. Known are OIDC, OAuth 2.0, SMART and UDAP documents, capability statements, protected resource metadata and key sets.',
  },
} as const;
