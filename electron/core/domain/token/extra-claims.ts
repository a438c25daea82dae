/** @file Claims that a person adds to the assertion, as checked JSON. */
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';

/** Those that the wizard sets itself. `sub` may be replaced: PDex 2.2 wants the Patient there (interop-specs §2.9). */
const own: ReadonlySet<string> = new Set(['iss', 'aud', 'iat', 'exp', 'jti']);

/** '' is an empty object. */
export function readExtraClaims(text: string): { claims: Readonly<Record<string, unknown>>; problems: Problem[] } {
  const at = 'assertionClaims';
  const claims = text.trim() === '' ? {} : parsed(text);
  if (claims === null) return { claims: {}, problems: [problem(at, 'client/claims-not-an-object', {})] };
  const taken = Object.keys(claims).filter((name) => own.has(name));
  if (taken.length > 0)
    return { claims: {}, problems: [problem(at, 'client/claims-of-ours', { names: taken.join(', ') })] };
  if ('sub' in claims && (typeof claims['sub'] !== 'string' || claims['sub'] === ''))
    return { claims: {}, problems: [problem(at, 'client/claims-subject', {})] };
  return { claims, problems: [] };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
