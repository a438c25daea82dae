/** @file Why no TLS session came about, or why it is not trusted. */
import { cause, fits, notAbout, possible, proven, ruledOut } from '../cause.ts';
import type { Look } from '../cause.ts';
import { again, ask, go } from '../remedies.ts';
import type { Seen } from '../seen.ts';
import { failedAt, failsWith } from './wire.ts';

const at = ['reaching'] as const;
const unknownChain = ['discovery/tls-unknown-ca', 'discovery/tls-incomplete-chain', 'discovery/tls-self-signed'];

/** What appliances that open TLS call the CA with which they sign: the names of their makers. */
const inspection =
  /zscaler|netskope|blue ?coat|symantec web security|palo alto|forcepoint|websense|fortinet|fortigate|cisco umbrella|mcafee web gateway|skyhigh|sophos|check point|barracuda|untangle|kaspersky|avast|eset ssl|bitdefender|\bproxy\b|ssl[ -]?inspection|tls[ -]?inspection/i;

export const tlsCauses = [
  cause({
    code: 'cause/tls-inspection',
    subject: 'TLS inspection',
    at,
    effort: 3,
    says: 'Something in your own network opens TLS on the way to {host}: its certificate comes from {ca}.',
    hint: 'Add that CA certificate for this payer, or ask your network’s operator to leave this host alone. Smile CDR needs the same where it runs. A client certificate cannot pass through such a device.',
    details: (seen) => ({ ca: issuers(seen).find((name) => inspection.test(name)) ?? 'an inspection device' }),
    weighs: (seen) => {
      if (!untrusted(seen)) return notAbout;
      const named = issuers(seen).find((name) => inspection.test(name));
      if (named !== undefined) return proven(`The certificate was issued by “${named}”.`);
      return issuers(seen).length === 0
        ? possible('Which certificates were sent was not seen.')
        : ruledOut(`The certificate was issued by “${String(issuers(seen)[0])}”.`);
    },
    remedy: () => go('discover', 'Add the CA certificate, in Discover under “How it is reached”'),
  }),
  cause({
    code: 'cause/tls-incomplete-chain',
    subject: 'Certificate chain',
    at,
    effort: 2,
    says: '{host} sends its certificate without the one that issued it.',
    hint: 'Browsers fetch the missing intermediate by themselves, programs and Smile CDR do not. The Source Payer mends that; until then add the intermediate certificate for this payer.',
    weighs: (seen) => {
      if (!untrusted(seen) || inspected(seen)) return notAbout;
      const chain = seen.answer.tls?.chain ?? [];
      if (isSelfSigned(chain[0])) return ruledOut('The certificate is signed by itself.');
      if (chain.length > 1) return ruledOut(`The chain has ${chain.length} certificates.`);
      return failsWith(
        seen,
        unknownChain,
        fits,
        ...(chain[0] === undefined ? [] : [`It came alone, issued by “${chain[0].issuer}”.`]),
      );
    },
    remedy: (seen) =>
      ask(
        seen,
        'Your server sends its certificate without the intermediate certificate. Could you add it to the chain? Browsers hide that, programs do not.',
      ),
  }),
  cause({
    code: 'cause/tls-unknown-authority',
    subject: 'CA',
    at,
    effort: 2,
    says: 'The certificate of {host} comes from a CA that this computer does not know.',
    hint: 'Ask the Source Payer for the CA certificate by another way and add it for this payer. Smile CDR needs it too.',
    weighs: (seen) => {
      if (!untrusted(seen) || inspected(seen)) return notAbout;
      const chain = seen.answer.tls?.chain ?? [];
      const last = chain.at(-1);
      const isWhole = chain.length > 1 || isSelfSigned(chain[0]);
      return failsWith(
        seen,
        unknownChain,
        isWhole ? proven : fits,
        ...(last === undefined ? [] : [`The last certificate was issued by “${last.issuer}”.`]),
      );
    },
    remedy: (seen) =>
      ask(seen, 'Your server’s certificate comes from a CA that we do not know. Could you send us the CA certificate?'),
  }),
  cause({
    code: 'cause/tls-expired',
    subject: 'Certificate dates',
    at,
    effort: 2,
    says: 'The certificate of {host} has expired.',
    hint: 'If this computer’s date is right, the Source Payer has to renew it.',
    comesByItself: true,
    weighs: (seen) => failsWith(seen, 'discovery/tls-expired', proven, ...datesOf(seen)),
    remedy: (seen) => ask(seen, 'The TLS certificate of your token endpoint has expired. When will it be renewed?'),
  }),
  cause({
    code: 'cause/tls-not-yet-valid',
    subject: 'Certificate dates',
    at,
    effort: 1,
    says: 'The certificate of {host} is not valid yet.',
    hint: 'Most often this computer’s clock is slow: compare it first.',
    weighs: (seen) => failsWith(seen, 'discovery/tls-not-yet-valid', proven, ...datesOf(seen)),
    remedy: () => again('Set this computer’s clock, and try again'),
  }),
  cause({
    code: 'cause/tls-host-mismatch',
    subject: 'Certificate names',
    at,
    effort: 1,
    says: 'The certificate of {host} is for other names.',
    hint: 'Compare the host of the Token Endpoint; if it is right, the Source Payer has to mend the certificate.',
    weighs: (seen) => failsWith(seen, 'discovery/tls-wrong-host', proven, ...subjectOf(seen)),
    remedy: () => go('endpoints', 'Compare the Token Endpoint'),
  }),
  cause({
    code: 'cause/tls-revoked',
    subject: 'Revocation',
    at,
    effort: 2,
    says: 'The certificate of {host} was revoked.',
    hint: 'Do not go on: somebody else may hold its key. Tell the Source Payer.',
    weighs: (seen) => failsWith(seen, 'discovery/tls-revoked', proven),
    remedy: (seen) => ask(seen, 'The TLS certificate of your token endpoint is revoked. Is that known to you?'),
  }),
  cause({
    code: 'cause/tls-weak',
    subject: 'Certificate strength',
    at,
    effort: 2,
    says: 'The certificate of {host} is too weak: a short key or an old digest.',
    hint: 'The Source Payer has to renew it with RSA 2048 or better, and SHA-256.',
    weighs: (seen) => failsWith(seen, 'discovery/tls-weak', proven),
    remedy: (seen) =>
      ask(seen, 'Our TLS library refuses your certificate for its short key or its old digest. Could you renew it?'),
  }),
  cause({
    code: 'cause/tls-version',
    subject: 'TLS version',
    at,
    effort: 2,
    says: '{host} and this program share no version or cipher of TLS.',
    hint: 'TLS 1.2 is the least that SMART allows. Tell the Source Payer the words of the TLS library.',
    weighs: (seen) => {
      if (seen.answer.code === 'discovery/tls-old-version') return failsWith(seen, seen.answer.code, proven);
      return failsWith(seen, ['discovery/tls-handshake-refused', 'discovery/tls-other'], fits);
    },
    remedy: (seen) =>
      ask(
        seen,
        'No TLS session comes about with your token endpoint. Which versions and ciphers of TLS do you offer? We speak 1.2 and 1.3.',
      ),
  }),
  cause({
    code: 'cause/no-tls-there',
    subject: 'TLS',
    at: ['reaching', 'answering'],
    effort: 1,
    says: 'Another protocol than https is spoken at {host}.',
    hint: 'Compare scheme and port of the Token Endpoint: a plain http port, or another service.',
    weighs: (seen) => failsWith(seen, 'discovery/tls-not-tls', proven),
    remedy: () => go('endpoints', 'Compare the Token Endpoint'),
  }),
  cause({
    code: 'cause/client-certificate-gone',
    subject: 'Client certificate',
    at,
    effort: 1,
    says: 'The client certificate that is chosen for this payer cannot be used: its key is gone or has no certificate.',
    hint: 'Choose another one, or none.',
    weighs: (seen) => failsWith(seen, 'discovery/client-certificate-gone', proven),
    remedy: () => go('discover', 'Choose the client certificate, in Discover under “How it is reached”'),
  }),
  cause({
    code: 'cause/client-certificate-wanted',
    subject: 'Client certificate',
    at: ['reaching', 'answering', 'refused'],
    effort: 1,
    says: '{host} wants a client certificate, and none was shown.',
    hint: 'Choose the key whose certificate the Source Payer knows as client certificate of this payer. Smile CDR needs it too.',
    weighs: certificateWanted,
    remedy: () => go('discover', 'Choose the client certificate, in Discover under “How it is reached”'),
  }),
  cause({
    code: 'cause/client-certificate-refused',
    subject: 'Client certificate',
    at: ['reaching', 'answering'],
    effort: 2,
    says: '{host} does not take our client certificate.',
    hint: 'Ask the Source Payer from which CA it has to come, whether it is registered, and whether it takes certificates of this purpose.',
    rests: ['clientKey'],
    comesByItself: true,
    weighs: (seen) => {
      if (seen.answer.code === 'discovery/tls-certificate-refused') return failsWith(seen, seen.answer.code, proven);
      if (!wasOffered(seen)) return notAbout;
      return failsWith(
        seen,
        ['discovery/tls-handshake-refused', 'discovery/broken-off'],
        fits,
        'Our client certificate was at hand.',
      );
    },
    remedy: (seen) =>
      ask(seen, 'Your server refuses our client certificate. From which CA must it come, and is ours registered?'),
  }),
];

function certificateWanted(seen: Seen): Look {
  const { answer, phase } = seen;
  if (wasOffered(seen)) return phase === 'reaching' ? notAbout : ruledOut('A client certificate was at hand for TLS.');
  if (phase === 'refused') return ruledOut('TLS went through without one, and the token endpoint answered.');
  if (phase === 'answering') return notAbout;
  if (answer.code === 'discovery/tls-certificate-wanted') return failsWith(seen, answer.code, proven);
  if (answer.code === 'discovery/tls-handshake-refused') return failsWith(seen, answer.code, fits);
  // TLS 1.3 asks for it after the handshake: the connection breaks at the first words.
  const breaksOff = answer.code === 'discovery/broken-off' && ['tls', 'request', 'answer'].includes(failedAt(seen));
  return breaksOff ? fits('The connection broke off where a server that wants a certificate gives up.') : notAbout;
}

function wasOffered({ payer, answer }: Seen): boolean {
  return answer.tls?.certificateOffered ?? payer.network.clientKeyId !== null;
}

function untrusted({ answer }: Seen): boolean {
  return unknownChain.includes(answer.code);
}

function inspected(seen: Seen): boolean {
  return issuers(seen).some((name) => inspection.test(name));
}

function issuers({ answer }: Seen): string[] {
  return (answer.tls?.chain ?? []).map(({ issuer }) => issuer).filter((name) => name !== '');
}

function isSelfSigned(certificate: { subject: string; issuer: string } | undefined): boolean {
  return certificate !== undefined && certificate.subject === certificate.issuer;
}

function datesOf({ answer, now }: Seen): string[] {
  const [own] = answer.tls?.chain ?? [];
  if (own === undefined) return [];
  return [
    `It is valid from ${own.notBefore} to ${own.notAfter}; this computer says it is ${now.toISOString().slice(0, 10)}.`,
  ];
}

function subjectOf({ answer }: Seen): string[] {
  const [own] = answer.tls?.chain ?? [];
  return own === undefined ? [] : [`It is for “${own.subject}”.`];
}
