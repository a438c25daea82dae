/** @file Certificates and requests: what a wish cannot be, what a file is instead, and what is to be looked after. */
export const certificateWords = {
  'certificate/no-key-for-it': {
    says: 'The certificate of {subject} belongs to no key of this payer.',
    hint: 'Open the payer whose key or request it answers, or load it together with its private key.',
  },
  'certificate/unreadable': {
    says: 'This is not an X.509 certificate in PEM form.',
    hint: 'Load a text that starts with -----BEGIN CERTIFICATE-----.',
  },
  'certificate/none-here': {
    says: 'There is no certificate in this file. It holds: {parts}.',
    hint: 'Load what the CA sent back. A private key is loaded by “key load”.',
  },
  'certificate/not-an-authority': {
    says: 'The certificate of {subject} is not that of a certificate authority.',
    hint: 'Ask for the CA certificate that signed it.',
  },
  'certificate/left-over': {
    says: 'The certificate of {subject} belongs to no key of this payer, and stands above none of its certificates.',
    hint: 'It was not kept. A CA that you want to trust is given with “payer trust”, or in Discover.',
  },
  'certificate/not-kept': {
    says: 'The certificate of {subject}, until {day}, was not kept: the key {kid} has one of {issuer}, until {until}.',
    hint: 'A key has one certificate: one of a CA comes before a self-signed one, then the one that ends later. To take this one all the same, load it alone: “key certificate PAYER --load FILE --replace”.',
  },
  'certificate/twin-above': {
    says: 'The certificate of {subject}, until {day}, was not kept: another one of the same CA stands above that of the key {kid}.',
    hint: 'Nothing is missing: a chain has one certificate of each CA, the one that ends last.',
  },
  'certificate/replaces-issued': {
    says: 'The key {kid} has a certificate of {issuer}, until {day}: a self-signed one would take its place, and that of its chain.',
    hint: 'Servers that trust the CA refuse a self-signed one. If it is meant: --replace, or the box in the form.',
  },
  'certificate/wrong-name': {
    says: 'A certificate names its subject in 1 to 64 characters, without blanks at the ends.',
    hint: 'Shorten the name, or give one (RFC 5280, ub-common-name).',
  },
  'certificate/wrong-part': {
    says: '{part} has at most {most} characters, without blanks at the ends and control characters.',
    hint: 'Shorten it, or leave it empty (RFC 5280 appendix A.1).',
  },
  'certificate/wrong-country': {
    says: 'A country is two capital letters, not “{country}”.',
    hint: 'Write US for the United States, or leave it empty (ISO 3166-1, RFC 5280 appendix A.1).',
  },
  'certificate/wrong-days': { says: 'A certificate cannot be valid for {days} days.', hint: 'Choose 1 to 3650 days.' },
  'certificate/wrong-uri': {
    says: '“{uri}” is not a URI for a certificate.',
    hint: 'Write an absolute URI in ASCII, like https://payer.example/ (RFC 5280 §4.2.1.6).',
  },
  'certificate/wrong-dns-name': {
    says: '“{name}” is not a DNS name.',
    hint: 'Write a host name like p2p.payer.example: letters, digits and hyphens between dots, without scheme, port and path.',
  },
  'certificate/dns-name-not-ascii': {
    says: '“{name}” is not written as a certificate writes it.',
    hint: 'Write {ascii} (IDNA, RFC 5280 §7.2).',
  },
  'certificate/twice': { says: '“{name}” stands there twice.', hint: 'Take one of them out.' },
  'certificate/too-many-names': {
    says: 'There are more than {most} names.',
    hint: 'Leave out those that nobody asks for.',
  },
  'certificate/wrong-usage': {
    says: 'A key of the kind {kind} is not used for “{usage}”.',
    hint: 'Take it out: keyEncipherment is for RSA, keyAgreement for EC (RFC 3279 §2.3, RFC 8813 §3, RFC 9295 §3).',
  },
  'certificate/other-key': {
    says: 'The {what} beside the key {kid} carries another public key.',
    hint: 'Nothing was written or sent. Load the certificate that belongs to this key, or make the request again.',
  },
  'certificate/ended': {
    says: 'The certificate of the key {kid} {when}, on {day}.',
    hint: 'Make a new one, or make a request and load what the CA issues: servers that look at certificates refuse it.',
  },
  'certificate/not-yet-valid': {
    says: 'The certificate of the key {kid} {when}, on {day}.',
    hint: 'Wait, or check the clock of this computer.',
  },
  'certificate/renewal-due': {
    says: 'The certificate of the key {kid} has {when}, until {day}.',
    hint: 'More than four fifths of its time are over: ask for the next one now, so that everybody has it in time.',
  },
  'certificate/chain-ended': {
    says: 'The certificate of {subject}, above that of the key {kid}, {when}.',
    hint: 'Ask the CA for its present chain, and load it together with your certificate.',
  },
  'certificate/chain-not-yet-valid': {
    says: 'The certificate of {subject}, above that of the key {kid}, {when}, on {day}.',
    hint: 'Until then nobody accepts what it issued: wait, ask the CA for its present chain, or check the clock of this computer.',
  },
  'certificate/chain-renewal-due': {
    says: 'The certificate of {subject}, above that of the key {kid}, has {when}, until {day}: it ends before yours does.',
    hint: 'With it yours ends too: ask the CA for its next chain now, and load it. It joins the certificate that is here.',
  },
  'certificate/no-uri': {
    says: 'The {what} of the key {kid} names no URI.',
    hint: 'UDAP and Da Vinci mTLS know a client by the URI in its certificate: it has to be equal to iss. Make the request again with it.',
  },
  'certificate/several-uris': {
    says: 'The {what} of the key {kid} names {count} URIs.',
    hint: 'UDAP and Da Vinci mTLS know a client by one URI, equal to iss. Make the request again with that one only.',
  },
  'certificate/uri-not-iss': {
    says: 'The certificate of the key {kid} does not name {uri}, which the request asked for as iss.',
    hint: 'The CA left it out or changed it (case, port and final slash count): ask for a certificate with exactly this URI.',
  },
  'certificate/names-lost': {
    says: 'The certificate of the key {kid} lacks what its request asked for: {names}.',
    hint: 'The CA left it out: ask for a certificate with all of it, if somebody looks at that name.',
  },
  'certificate/usages-lost': {
    says: 'The certificate of the key {kid} may not be used as its request asked: {usages}.',
    hint: 'The CA left it out: ask for a certificate with it. Mutual TLS wants clientAuth.',
  },
  'certificate/names-added': {
    says: 'The certificate of the key {kid} names what its request did not ask for: {names}.',
    hint: 'The CA added it. If it is not yours, or nobody is to know it, ask for a certificate without it.',
  },
  'certificate/other-subject': {
    says: 'The certificate of the key {kid} is for {subject}; its request asked for {asked}.',
    hint: 'Many CAs write the subject anew. Tell the Source Payer the one in the certificate, where it knows the client by its subject.',
  },
  'certificate/usages-added': {
    says: 'The certificate of the key {kid} may be used for what its request did not ask for: {usages}.',
    hint: 'The CA added it: ask for a certificate without it, if somebody looks at its uses.',
  },
  'request/no-key-for-it': {
    says: 'The certificate request of {subject} belongs to no key of this payer.',
    hint: 'Load the private key that it was made with first, or both together.',
  },
  'request/waits-already': {
    says: 'A request of the key {kid} waits for its certificate already, and may be at the CA.',
    hint: 'Load what the CA sends back. To ask for something else: --replace; to forget the one that waits: “key csr PAYER --forget”.',
  },
  'request/none-waits': {
    says: 'No request of the key {kid} waits.',
    hint: 'Make one: “key csr PAYER”.',
  },
  'request/unreadable': {
    says: 'This is not a certificate request (PKCS#10) in PEM form.',
    hint: 'Load a text that starts with -----BEGIN CERTIFICATE REQUEST-----.',
  },
  'request/bad-signature': {
    says: 'The signature of this certificate request does not belong to it.',
    hint: 'It was altered, or made with another key: make it again.',
  },
  'request/other-algorithm': {
    says: 'This certificate request is signed with {algorithm}, which is not known here.',
    hint: 'Make it again with RSA, EC or Ed25519, and SHA-256 or stronger.',
  },
  'request/waiting': {
    says: 'The request of the key {kid} waits for its certificate.',
    hint: 'Send it to the CA, and load here what comes back.',
  },
} as const;
