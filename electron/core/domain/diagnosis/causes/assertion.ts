/** @file The assertion itself: when it is valid, and its form (RFC 7523 §3, RFC 7515 §4, SMART App Launch 2.2). */
import { valueOf } from '../../payer/payer.ts';
import { cannotBe, cause, fits, notAbout, possible, ruledOut, told } from '../cause.ts';
import { ask, change, go } from '../remedies.ts';
import type { Seen } from '../seen.ts';
import { audienceCauses } from './audience.ts';
import { ofAssertion, refusesForm } from './refusal.ts';

const at = ['refused'] as const;

export const assertionCauses = [
  ...audienceCauses,
  cause({
    code: 'cause/clock-ahead',
    subject: 'Clock',
    at,
    effort: 1,
    signs: ['iat', 'exp'],
    comesByItself: true,
    says: 'This computer’s clock is ahead of the server’s, so the assertion comes from the future.',
    hint: 'FAPI servers and Auth0 allow 10 seconds. Set this computer’s clock by a time server; Smile CDR has its own clock.',
    weighs: ofAssertion((seen) => {
      const ahead = seen.clockDifferenceSeconds;
      if (ahead === null) return possible('The answer has no Date header: the clocks cannot be compared.');
      if (ahead <= 5) return ruledOut(apart(ahead));
      return (ahead > 10 ? fits : possible)(`This clock is ${ahead} s ahead of the server’s.`);
    }),
    remedy: () => go('test', 'Set this computer’s clock, and test again'),
  }),
  cause({
    code: 'cause/clock-behind',
    subject: 'Clock',
    at,
    effort: 1,
    signs: ['iat', 'exp'],
    comesByItself: true,
    says: 'This computer’s clock is behind the server’s, so the assertion had run out when it came.',
    hint: 'Set this computer’s clock by a time server. Until then a longer life of the assertion helps, 300 seconds at most.',
    weighs: ofAssertion((seen) => {
      const ahead = seen.clockDifferenceSeconds;
      if (ahead === null) return possible('The answer has no Date header: the clocks cannot be compared.');
      if (ahead >= -5) return ruledOut(apart(ahead));
      const says = `This clock is ${-ahead} s behind the server’s, and the assertion lives ${lifeOf(seen)} s.`;
      return (-ahead >= lifeOf(seen) ? fits : possible)(says);
    }),
    remedy: (seen) => {
      const behind = -(seen.clockDifferenceSeconds ?? 0);
      const helps = behind > 0 && behind < 240 && lifeOf(seen) < 300;
      return helps
        ? change(seen, 'Let it live 300 s and test again', { assertionSeconds: '300' })
        : go('test', 'Set this computer’s clock, and test again');
    },
  }),
  cause({
    code: 'cause/life-too-long',
    subject: 'Life of the assertion',
    at,
    effort: 0,
    signs: ['iat', 'exp'],
    rests: ['assertionSeconds'],
    says: 'The server allows a shorter life than {seconds} seconds.',
    hint: 'SMART allows 300, many servers 60. Smile CDR chooses its own.',
    details: (seen) => ({ seconds: String(lifeOf(seen)) }),
    weighs: ofAssertion((seen) =>
      lifeOf(seen) <= 60 ? ruledOut(`It lives ${lifeOf(seen)} s.`) : possible(`It lives ${lifeOf(seen)} s.`),
    ),
    remedy: (seen) =>
      change(seen, 'Let it live 60 s and test again', { assertionSeconds: lifeOf(seen) > 60 ? '60' : '30' }),
  }),
  cause({
    code: 'cause/typ-refused',
    subject: 'Type of the assertion',
    at,
    effort: 0,
    signs: ['typ'],
    rests: ['assertionType'],
    says: 'The server does not take the type (“typ”) {type}.',
    hint: 'SMART fixes it to JWT; servers that follow RFC 10070 may want client-authentication+jwt; older ones know none.',
    details: (seen) => ({ type: seen.assertion?.header.typ ?? '(none)' }),
    weighs: ofAssertion((seen) =>
      seen.assertion?.header.typ === 'JWT'
        ? notAbout
        : possible(`Sent: ${seen.assertion?.header.typ ?? 'none'}. SMART wants JWT.`),
    ),
    remedy: (seen) =>
      seen.assertion?.header.typ === 'JWT'
        ? change(seen, 'Send client-authentication+jwt and test again', { assertionType: 'client-authentication+jwt' })
        : change(seen, 'Send JWT and test again', { assertionType: 'JWT' }),
  }),
  cause({
    code: 'cause/jti-replayed',
    subject: 'Id of the assertion',
    at,
    effort: 0,
    signs: ['jti'],
    says: 'The server says that it has seen this assertion’s id (“jti”) before.',
    hint: 'Each test makes a new one. Something between that sends requests twice does this: a gateway, a proxy that tries again.',
    weighs: ofAssertion(({ answer, page }) =>
      // What stands between may have sent it twice.
      answer.proxy === undefined && page.headers['via'] === undefined
        ? ruledOut('A new one was made for this request, and it was sent once.')
        : notAbout,
    ),
    remedy: (seen) =>
      ask(
        seen,
        'Your server says that our assertion was used before; we sent it once. Does a gateway of yours repeat requests?',
      ),
  }),
  cause({
    code: 'cause/subject-refused',
    subject: 'Subject of the assertion',
    at,
    effort: 0,
    signs: ['iss', 'sub'],
    rests: ['assertionClaims'],
    says: 'The server wants the client id as issuer and as subject of the assertion, and “{subject}” was sent.',
    hint: 'RFC 7523 §3 has both equal for client authentication; a Patient’s id belongs into the grant (PDex 2.2), not here.',
    details: (seen) => ({ subject: seen.assertion?.claims.sub ?? '' }),
    weighs: ofAssertion((seen) => {
      const subject = String(seen.assertion?.claims.sub);
      if (subject === seen.words.clientId) return ruledOut('Issuer and subject are the client id.');
      const says = `The extra claims make it “${subject}”.`;
      // Some look the client up by the subject.
      const isLookedUp = seen.telling('cause/client-unknown') !== null;
      return isLookedUp ? told(says, 'The server says that it knows no such client.') : fits(says);
    }),
    remedy: (seen) => {
      const without = withoutSubject(valueOf(seen.payer, 'assertionClaims'));
      return (
        (without === null
          ? null
          : change(seen, 'Leave “sub” to the client id and test again', { assertionClaims: without })) ??
        go('client', 'Compare the Client Id')
      );
    },
  }),
  cause({
    code: 'cause/header-refused',
    subject: 'Header of the assertion',
    at,
    effort: 0,
    rests: ['assertionJku', 'assertionCertificate'],
    says: 'The server does not take what stands in the assertion’s header beside algorithm and key id: {members}.',
    hint: 'A key set address (“jku”) has to be the registered one. Leave it out where nobody asked for it.',
    details: (seen) => ({ members: headerMembers(seen).join(', ') || 'nothing' }),
    weighs: ofAssertion((seen) =>
      headerMembers(seen).length === 0 ? cannotBe : possible(`Sent: ${headerMembers(seen).join(', ')}.`),
    ),
    remedy: (seen) =>
      change(seen, 'Leave it out and test again', {
        ...(valueOf(seen.payer, 'assertionJku') === '' ? {} : { assertionJku: '' }),
        ...(seen.way.method === 'udap' ? {} : { assertionCertificate: 'none' }),
      }),
  }),
  cause({
    code: 'cause/certificate-thumbprint-wanted',
    subject: 'Thumbprint of the certificate',
    at,
    effort: 0,
    rests: ['assertionCertificate'],
    says: 'The server looks for the key by the thumbprint of its certificate, not by the key id.',
    hint: 'Microsoft Entra does so: load the certificate there and send its thumbprint (“x5t#S256” or “x5t”).',
    weighs: ofAssertion((seen) => (/^x5t/.test(valueOf(seen.payer, 'assertionCertificate')) ? cannotBe : notAbout)),
    remedy: (seen) =>
      seen.key?.certificate == null
        ? go('keys', 'Give the key a certificate first')
        : change(seen, 'Send the thumbprint and test again', { assertionCertificate: 'x5t#S256' }),
  }),
  cause({
    code: 'cause/assertion-type-refused',
    subject: 'Kind of the assertion',
    at,
    effort: 2,
    signs: ['client_assertion_type'],
    says: 'The server does not take the kind of assertion (“client_assertion_type”) that was sent.',
    hint: 'It is the one of RFC 7523 §2.2, and the only one there is for a JWT. A server that reads it otherwise decodes the form wrongly: ask.',
    weighs: (seen) => {
      if (seen.assertion === null) return cannotBe;
      return refusesForm(seen)
        ? possible(`Sent: ${seen.answer.sent.form['client_assertion_type'] ?? 'none, for the assertion is the grant'}.`)
        : notAbout;
    },
    remedy: (seen) => ask(seen, 'Which client_assertion_type do you want? We send the one of RFC 7523.'),
  }),
];

function lifeOf({ assertion }: Seen): number {
  return assertion === null ? 0 : assertion.claims.exp - assertion.claims.iat;
}

function apart(seconds: number): string {
  return `The clocks are ${Math.abs(seconds)} s apart.`;
}

/** Beyond what every assertion has; UDAP's has its certificates too. */
function headerMembers({ assertion, way }: Seen): string[] {
  const usual = ['alg', 'kid', 'typ', ...(way.method === 'udap' ? ['x5c'] : [])];
  return Object.keys(assertion?.header ?? {}).filter((name) => !usual.includes(name));
}

function withoutSubject(text: string): string | null {
  try {
    const { sub: _sub, ...others } = JSON.parse(text) as Record<string, unknown>;
    return Object.keys(others).length === 0 ? '' : JSON.stringify(others);
  } catch {
    return null;
  }
}
