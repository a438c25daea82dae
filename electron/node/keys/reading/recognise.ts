/** @file What a piece of ASN.1 is, told by its shape: labels and file names are what people wrote on it. */
import type { Element } from './asn1.ts';
import { elementsIn, Malformed, numberOf, tags } from './asn1.ts';

export type Form =
  | 'pkcs8'
  | 'encrypted-pkcs8'
  | 'pkcs1'
  | 'sec1'
  | 'dsa'
  | 'pkcs12'
  | 'certificate'
  | 'request'
  | 'revocation-list'
  | 'public-key'
  | 'pkcs7'
  | 'curve'
  | 'other';

const shapes: readonly (readonly [RegExp, Form])[] = [
  [/^02 30 (04|24)( |$)/, 'pkcs8'],
  [/^30 (04|24)$/, 'encrypted-pkcs8'],
  [/^02( 02){8}( 30)?$/, 'pkcs1'],
  [/^02( 02){5}$/, 'dsa'],
  [/^02 (04|24)( a0)?( a1)?$/, 'sec1'],
  [/^30 03$/, 'public-key'],
  [/^02 02$/, 'public-key'],
  [/^06 a0$/, 'pkcs7'],
];

/** Throws Malformed. */
export function formOf(element: Element): Form {
  if (element.tag === tags.oid) return 'curve';
  if (element.tag !== tags.sequence) return 'other';
  const children = elementsIn(element.content);
  const shape = shapeOf(children);
  if (/^02 30( 30)?$/.test(shape) && numberOf(children[0]) === 3) return 'pkcs12';
  if (shape === '30 30 03') return signedForm(children[0]);
  // Parameters of a curve that is written out: version, field, coefficients, base, order.
  if (/^02 30 30 04 02( 02)?$/.test(shape)) return 'curve';
  return shapes.find(([pattern]) => pattern.test(shape))?.[1] ?? 'other';
}

/** Certificate (RFC 5280 §4.1), list (§5.1), request (RFC 2986 §4.1): all are content, algorithm, signature. */
function signedForm(content: Element | undefined): Form {
  if (content?.tag !== tags.sequence) throw new Malformed('nothing signed');
  const shape = shapeOf(elementsIn(content.content));
  if (/^(a0 )?02 30 30 30 30 30/.test(shape)) return 'certificate';
  if (/^02 30 30( a0)?$/.test(shape)) return 'request';
  return /^(02 )?30 30 (17|18)/.test(shape) ? 'revocation-list' : 'other';
}

function shapeOf(children: readonly Element[]): string {
  return children
    .slice(0, 12)
    .map(({ tag }) => tag.toString(16).padStart(2, '0'))
    .join(' ');
}
