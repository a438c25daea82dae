/** @file The first problem of a wish as a fault: see [Note: One rule, two readers]. Apart, for a fault knows every word there is, and the window need not. */
import { Fault } from '../fault.ts';
import type { CertificateWish, RequestWish } from './certificate-wish.ts';
import type { Wrong } from './check-wish.ts';
import { wrongDays, wrongs } from './check-wish.ts';

/** `kind`: that of the key, “RSA 3072”. */
export function refuseWrongRequest(wish: RequestWish, kind: string): void {
  refuse(wrongs(wish, kind));
}

export function refuseWrongCertificate(wish: CertificateWish, kind: string): void {
  refuse([...wrongs(wish, kind), ...wrongDays(wish)]);
}

function refuse([first]: readonly Wrong[]): void {
  if (first !== undefined) throw new Fault(first.code, first.details);
}
