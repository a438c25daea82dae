/** @file The B2B authorization extension of UDAP: HL7 UDAP Security, B2B §5.2.1.1 (interop-specs §2.3). */
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';

/** As it stands in the assertion. What is conditional is left out where it is empty. */
export interface B2bExtension {
  readonly version: '1';
  readonly subject_name?: string;
  readonly subject_id?: string;
  readonly subject_role?: string;
  readonly organization_name?: string;
  /** A URI. */
  readonly organization_id: string;
  readonly purpose_of_use: readonly string[];
  readonly consent_policy?: readonly string[];
  readonly consent_reference?: readonly string[];
}

/** The field's text as the extension; null, with what is wrong, where it is none yet. */
export function readB2bExtension(text: string): { extension: B2bExtension | null; problems: Problem[] } {
  const at = 'b2bExtension';
  let given: Partial<B2bExtension> | null = null;
  try {
    given = JSON.parse(text) as Partial<B2bExtension> | null;
  } catch {
    given = null;
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { extension: null, problems: [problem(at, 'client/no-b2b-extension', {})] };
  if (typeof given.organization_id !== 'string' || !URL.canParse(given.organization_id))
    return { extension: null, problems: [problem(at, 'client/b2b-organization', {})] };
  if (!Array.isArray(given.purpose_of_use) || given.purpose_of_use.length === 0)
    return { extension: null, problems: [problem(at, 'client/b2b-purpose', {})] };
  return { extension: { ...(given as B2bExtension), version: '1' }, problems: [] };
}
