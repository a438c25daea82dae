/** @file What only UDAP asks for: a certificate of a community, the URI in it, and the B2B extension (HL7 UDAP Security 2.0). */
import type { Look } from '../cause.ts';
import { cannotBe, cause, fits, notAbout, possible, ruledOut } from '../cause.ts';
import { ask, go } from '../remedies.ts';
import type { Seen } from '../seen.ts';
import { refusesAssertion } from './refusal.ts';

const at = ['refused'] as const;

export const udapCauses = [
  cause({
    code: 'cause/certificate-expired',
    subject: 'Dates of the certificate',
    at,
    effort: 1,
    signs: ['x5c'],
    comesByItself: true,
    says: 'The certificate that goes along with the assertion is not valid now: {dates}.',
    hint: 'Get the next one from the CA of the community and join it to the key in Keys.',
    details: (seen) => ({ dates: endedCertificates(seen).join('; ') || 'see Keys' }),
    weighs: withCertificate((seen) => {
      const ended = endedCertificates(seen);
      return ended.length === 0 ? ruledOut('All certificates of the chain are valid now.') : fits(ended.join('; '));
    }),
    remedy: () => go('keys', 'Renew the certificate'),
  }),
  cause({
    code: 'cause/san-mismatch',
    subject: 'URI of the certificate',
    at,
    effort: 1,
    signs: ['iss', 'x5c'],
    says: 'The client is bound to another URI than the certificate names: {uris}.',
    hint: 'A UDAP client is known by a URI in its certificate’s subject alternative names. It has to be the one of the registration.',
    details: (seen) => ({ uris: seen.key?.certificate?.uris.join(', ') || 'none' }),
    weighs: ofUdap((seen) => {
      const uris = seen.key?.certificate?.uris ?? [];
      return uris.length === 0
        ? fits('The certificate names no URI at all.')
        : possible(`It names ${uris.join(', ')}.`);
    }),
    remedy: (seen) =>
      ask(seen, 'To which URI is our UDAP client bound? Our certificate names those of its subject alternative names.'),
  }),
  cause({
    code: 'cause/certificate-not-trusted',
    subject: 'Community',
    at,
    effort: 2,
    signs: ['x5c'],
    says: 'The Source Payer does not trust the CA of our certificate: {ca}.',
    hint: 'It has to be of a community that both sides belong to, and its whole chain has to go along.',
    details: (seen) => ({ ca: seen.key?.certificate?.issuer ?? 'none' }),
    weighs: withCertificate((seen) => {
      const certificate = seen.key?.certificate;
      if (certificate?.selfSigned === true) return fits('The certificate is signed by itself.');
      return seen.way.method === 'udap' ? possible(`It was issued by “${certificate?.issuer ?? ''}”.`) : notAbout;
    }),
    remedy: (seen) =>
      ask(seen, 'Of which UDAP communities do you trust certificates? The issuer of ours is named in its chain.'),
  }),
  cause({
    code: 'cause/b2b-extension-refused',
    subject: 'B2B extension',
    at,
    effort: 1,
    signs: ['extensions'],
    rests: ['b2bExtension'],
    says: 'The server does not take the B2B extension: who asks, and for which purpose.',
    hint: 'version, organization_id and purpose_of_use are required; the community says which purposes it allows.',
    weighs: ofUdap((seen) =>
      seen.error === 'invalid_grant' ? possible('UDAP servers refuse an extension with invalid_grant.') : notAbout,
    ),
    remedy: () => go('client', 'Mend the B2B extension'),
  }),
];

function ofUdap(weighs: (seen: Seen) => Look): (seen: Seen) => Look {
  return (seen) => {
    if (seen.way.method !== 'udap') return cannotBe;
    return refusesAssertion(seen) ? weighs(seen) : notAbout;
  };
}

/** Also where a certificate goes along with an assertion of SMART. */
function withCertificate(weighs: (seen: Seen) => Look): (seen: Seen) => Look {
  return (seen) => {
    const goesAlong = ['x5c', 'x5t', 'x5t#S256'].some((name) => seen.assertion?.header[name] !== undefined);
    if (!goesAlong || seen.key?.certificate == null) return cannotBe;
    return refusesAssertion(seen) ? weighs(seen) : notAbout;
  };
}

function endedCertificates({ key, now }: Seen): string[] {
  const all = key?.certificate == null ? [] : [key.certificate, ...key.chain];
  return all
    .filter(({ notBefore, notAfter }) => Date.parse(notAfter) < now.getTime() || Date.parse(notBefore) > now.getTime())
    .map(
      ({ subject, notBefore, notAfter }) =>
        `“${subject}” is valid from ${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}`,
    );
}
