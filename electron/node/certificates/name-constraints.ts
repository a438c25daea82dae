/** @file For which names an authority may vouch (RFC 5280 §4.2.1.10). */
import type { Certificate } from './facts.ts';
import { nameOf } from './facts.ts';
import type { Name } from './general-names.ts';
import { generalName, liesIn, namesOf } from './general-names.ts';
import { sequenceOf, elementsOf } from './der.ts';

interface Constraints {
  readonly permitted: readonly Name[];
  readonly excluded: readonly Name[];
}

/** Each name is compared with each: an authority that goes mad must not keep us busy. */
const MOST = 200;
const PERMITTED = 0xa0;
const EXCLUDED = 0xa1;

/** The first name on a path that an authority above it may not vouch for. null: all are permitted. */
export function nameNotPermitted(path: readonly Certificate[]): { certificate: Certificate; name: string } | null {
  for (const [at, issuer] of path.entries()) {
    const extension = issuer.x509.getExtension('2.5.29.30');
    if (extension === null) continue;
    const constraints = constraintsOf(new Uint8Array(extension.value));
    if (constraints === null) return { certificate: issuer, name: 'its name constraints cannot be read' };
    // A certificate that an authority made for itself, in between, bears the name of the authority.
    const below = path.slice(0, at).filter((certificate, index) => index === 0 || !isSelfIssued(certificate));
    for (const certificate of below) {
      const name = notPermitted(certificate, constraints);
      if (name !== null) return { certificate, name };
    }
  }
  return null;
}

export function isSelfIssued({ x509: { subject, issuer } }: Certificate): boolean {
  return subject === issuer;
}

function notPermitted(certificate: Certificate, { permitted, excluded }: Constraints): string | null {
  const names = namesOf(certificate);
  if (names === null || names.length > MOST) return `the names of ${nameOf(certificate.node.subject)}`;
  const wrong = names.find((name) => {
    const roots = permitted.filter(({ form }) => form === name.form);
    const isPermitted = roots.length === 0 || roots.some((root) => liesIn(name, root.content) === true);
    // What nobody can compare may be excluded, and has to be taken for it.
    return !isPermitted || excluded.some((root) => root.form === name.form && liesIn(name, root.content) !== false);
  });
  return wrong?.shown ?? null;
}

function constraintsOf(bytes: Uint8Array): Constraints | null {
  const parts = sequenceOf(bytes);
  if (parts === null || parts.some(({ tag }) => tag !== PERMITTED && tag !== EXCLUDED)) return null;
  const of = (wanted: number) =>
    parts.filter(({ tag }) => tag === wanted).flatMap(({ content }) => subtreesOf(content) ?? [null]);
  const [permitted, excluded] = [of(PERMITTED), of(EXCLUDED)];
  const isReadable = ![...permitted, ...excluded].includes(null) && permitted.length + excluded.length <= MOST;
  return isReadable ? { permitted: permitted as Name[], excluded: excluded as Name[] } : null;
}

/** Each a base alone: RFC 5280 leaves the distances of X.501 out. */
function subtreesOf(bytes: Uint8Array): (Name | null)[] | null {
  const trees = elementsOf(bytes);
  return (
    trees?.map(({ tag, content }) => {
      const [base, ...distances] = elementsOf(content) ?? [];
      return tag === 0x30 && base !== undefined && distances.length === 0 ? generalName(base) : null;
    }) ?? null
  );
}
