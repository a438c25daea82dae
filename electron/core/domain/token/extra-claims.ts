/**
 * @file Claims that a person adds to the assertion, as checked JSON: `cms_smart` of CMS-aligned networks, `tefca_smart` or another
 * of `extensions`, `nbf`. (1) None takes the place of one that the wizard sets: not `aud`, however it is spelt.
 */
import type { JsonObject } from '../json/read-json.ts';
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';
import { isList, readSettingJson } from './setting-json.ts';

const at = 'assertionClaims';

/** `sub` is not among them: a server may have agreed to another (PDex 2.2 pdex-222, interop-specs §2.9). */
const own: ReadonlySet<string> = new Set(['iss', 'aud', 'iat', 'exp', 'jti']);

/** '' is an empty object. */
export function readExtraClaims(text: string): { claims: JsonObject; problems: Problem[] } {
  const read = readSettingJson(at, text);
  if (read.is === 'wrong') return { claims: {}, problems: [read.problem] };
  if (read.is === 'other') return { claims: {}, problems: [problem(at, 'client/claims-not-an-object', {})] };
  const problems = problemsOf(read.object);
  return { claims: problems.length === 0 ? read.object : {}, problems };
}

/** The subject that takes the place of the client id; '' where none does. */
export function subjectOf(text: string): string {
  const { sub } = readExtraClaims(text).claims;
  return typeof sub === 'string' ? sub : '';
}

function problemsOf(claims: JsonObject): Problem[] {
  const taken = Object.keys(claims).filter((name) => own.has(name.trim().toLowerCase()));
  const { sub, nbf, extensions } = claims;
  return [
    ...(taken.length === 0 ? [] : [problem(at, 'client/claims-of-ours', { names: taken.join(', ') })]),
    ...(sub !== undefined && (typeof sub !== 'string' || sub === '') ? [problem(at, 'client/claims-subject', {})] : []),
    // RFC 7519 §4.1.5: seconds since 1970.
    ...(nbf !== undefined && (typeof nbf !== 'number' || nbf < 0) ? [problem(at, 'client/claims-not-before', {})] : []),
    ...(extensions !== undefined && (typeof extensions !== 'object' || extensions === null || isList(extensions))
      ? [problem(at, 'client/claims-extensions', {})]
      : []),
  ];
}
