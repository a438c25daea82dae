/** @file An access token that is a JWT: RFC 9068. Its form is the payer's own business, so what it lacks is told as not known. */
import type { OpenedToken } from '../../ports.ts';
import { check, short } from './check.ts';
import type { Granted } from './checks.ts';
import type { Check } from './report.ts';

export function jwtChecks(granted: Granted): Check[] {
  const { token, issuer, fhirBase } = granted;
  if (token === null) return [check('unknown', 'token/opaque', {})];
  return [
    typCheck(token.header.typ),
    signatureCheck(token, granted.signature),
    issuerCheck(token.issuer, issuer),
    audienceCheck(token.audience, { issuer, fhirBase }),
  ];
}

export function isUnsigned({ header: { alg } }: OpenedToken): boolean {
  return alg.toLowerCase() === 'none' || alg === '';
}

function typCheck(given: string): Check {
  const typ = given === '' ? 'nothing' : `“${short(given)}”`;
  // With or without “application/”: RFC 9068 §2.1.
  return /^(application\/)?at\+jwt$/i.test(given)
    ? check('good', 'token/typ-access', { typ })
    : check('good', 'token/typ-other', { typ });
}

function signatureCheck(token: OpenedToken, signature: Granted['signature']): Check {
  const kid = token.header.kid === '' ? '(without a kid)' : short(token.header.kid);
  if (isUnsigned(token)) return check('error', 'token/alg-none', {});
  switch (signature?.is) {
    case 'good':
      return check('good', 'token/signature-good', { kid });
    case 'bad':
      return check('error', 'token/signature-bad', { kid });
    case 'no-key':
      return check('unknown', 'token/signature-no-key', { kid, alg: short(token.header.alg) });
    case 'no-keys':
      return check('unknown', 'token/signature-unread', { reason: signature.reason });
    default:
      return check('unknown', 'token/signature-unread', { reason: 'The test ended before.' });
  }
}

function issuerCheck(told: string, issuer: string): Check {
  if (told === '') return check('unknown', 'token/iss-unknown', { reason: 'it has no “iss”.' });
  if (issuer === '')
    return check('unknown', 'token/iss-unknown', { reason: `it says ${short(told)}, and no Issuer is known.` });
  if (told === issuer) return check('good', 'token/iss-good', { issuer });
  return isSameButSlash(told, issuer)
    ? check('warning', 'token/iss-slash', { told, issuer })
    : check('warning', 'token/iss-other', { told: short(told), issuer });
}

function audienceCheck(audience: readonly string[], { issuer, fhirBase }: { issuer: string; fhirBase: string }): Check {
  if (audience.length === 0) return check('unknown', 'token/aud-unknown', { reason: 'it has no “aud”.' });
  const ours = [fhirBase, issuer].filter((each) => each !== '');
  const fitting = audience.find((each) =>
    ours.some((own) => each === own || isSameButSlash(each, own) || isHostOf(each, own)),
  );
  if (fitting !== undefined) return check('good', 'token/aud-good', { audience: short(fitting) });
  const all = short(audience.join(' '));
  return fhirBase === ''
    ? check('unknown', 'token/aud-unknown', { reason: `it is for ${all}, and no FHIR base is known.` })
    : check('warning', 'token/aud-other', { audience: all, fhirBase });
}

function isSameButSlash(one: string, other: string): boolean {
  return one !== other && one.replace(/\/$/, '') === other.replace(/\/$/, '');
}

/** Many tokens are for a whole host, of which the FHIR base is a part. */
function isHostOf(audience: string, own: string): boolean {
  if (!URL.canParse(audience) || !URL.canParse(own)) return false;
  const { origin, pathname, search } = new URL(audience);
  return origin === new URL(own).origin && pathname === '/' && search === '';
}
