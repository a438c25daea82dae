/** What a target, the Admin API of a Smile CDR, can do wrong, and what can be wrong about it. */
export const targetWords = {
  'target/bad-name': {
    says: '“{given}” cannot be the name of a target.',
    hint: 'Lower-case letters, digits and hyphens, 63 at most: cdr-test-east.',
  },
  'target/bad-url': {
    says: '“{given}” is not the address of an Admin API.',
    hint: 'Give it with its context path and nothing behind: https://cdr.example:9000/json-admin/',
  },
  'target/not-https': {
    says: '{given} is not https.',
    hint: 'The password travels with every call. Plain http is taken on this machine only.',
  },
  'target/no-password': {
    says: 'The vault holds no password for {name}.',
    hint: 'Type it in Targets, or give it with: payer-wizard target add {name} … --secret-file',
  },
  'target/no-own-proxy': {
    says: '{name} has no proxy of its own, so there is nobody to give a password to.',
    hint: 'Give it one: payer-wizard target add {name} … --proxy http://USER@HOST:PORT',
  },
  'target/one-client-key': {
    says: 'A client certificate comes with one private key; the file holds {count}.',
    hint: 'Give one file with the key, its certificate and what is above it: PEM or PKCS#12.',
  },
  'target/key-without-certificate': {
    says: 'The file holds a private key, and no certificate for it.',
    hint: 'Put the key, its certificate and what is above it into one file, PEM or PKCS#12. Nothing was kept.',
  },
  'target/client-key-gone': {
    says: 'The private key of the client certificate for {host} is not in the vault.',
    hint: 'Load it again: payer-wizard target client-key NAME FILE. Nothing was sent.',
  },
  'target/proxy': {
    says: 'The proxy on the way to {host} cannot be used: {detail}.',
    hint: 'Compare the target’s proxy and its password with what your network team says. Nothing was sent.',
  },
  'target/handshake-refused': {
    says: '{host} broke off the TLS handshake ({detail}).',
    hint: 'It may want a client certificate, or not take the one that it was shown: payer-wizard target client-key NAME FILE',
  },
  'target/unreachable': {
    says: '{host} cannot be reached ({detail}).',
    hint: 'Compare host and port. Is the VPN on, and does the ADMIN_JSON module run?',
  },
  'target/timeout': {
    says: '{host} did not answer in time.',
    hint: 'Nothing is known to have been written. Try again; plan again before a push.',
  },
  'target/private-address': {
    says: '{host} leads to an address that is never asked ({detail}).',
    hint: 'Compare the host with the one that your Smile CDR runs on.',
  },
  'target/unknown-ca': {
    says: 'The certificate of {host} comes from a CA that this machine does not know ({detail}).',
    hint: 'Add the CA’s certificate to this target. Nothing was sent.',
  },
  'target/wrong-host': {
    says: 'The certificate of {host} is for other names.',
    hint: 'Compare the host with the names in the certificate. Nothing was sent.',
  },
  'target/tls': {
    says: 'No TLS connection to {host} came about ({detail}).',
    hint: 'Is the certificate in date, and does the port speak TLS 1.2 or newer? Nothing was sent.',
  },
  'target/not-allowed': {
    says: '{host} does not take the user name and password.',
    hint: 'Type the password again in Targets. After several failures Smile CDR may lock the account.',
  },
  'target/forbidden': {
    says: 'This user may not do that: {does}.',
    hint: 'It needs the permission {permission}, beside ACCESS_ADMIN_JSON.',
  },
  'target/not-found': {
    says: '{host} knows no {path}.',
    hint: 'Compare the context path of the address, and the node and module of the definition.',
  },
  'target/redirect': {
    says: '{host} redirects to {location}.',
    hint: 'Redirects are not followed: the password would go elsewhere. Give the address that it leads to, if it is right.',
  },
  'target/refused': {
    says: '{host} refuses with status {status}: {says}',
    hint: 'Its words tell which value it does not take. Nothing else was written.',
  },
  'target/server-error': {
    says: '{host} failed with status {status}: {says}',
    hint: 'Look into Smile CDR’s log at this time. Plan again before another push.',
  },
  'target/not-json': {
    says: '{host} answers with something that is not the Admin API’s JSON ({contentType}).',
    hint: 'A login page, a gateway, or the address of another module. Compare port and context path.',
  },
  'target/unexpected': {
    says: '{host} answers with JSON of another form than the Admin API’s ({where}).',
    hint: 'Compare the address. If it is right, this version of Smile CDR is one that the wizard does not know.',
  },
  'target/too-large': {
    says: '{host} answers with more than 4 MiB.',
    hint: 'Compare the address: this may be another service.',
  },
  'target/unknown-outcome': {
    says: 'The answer of {host} was lost after the request had gone out: it may have been carried out.',
    hint: 'It is settled by reading the target; plan again to see.',
  },
} as const;
