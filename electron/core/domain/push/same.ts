/** @file When two values are one on the wire (smile-cdr §2.3), and which definitions are one. */
import type { WireServer } from '../../ports.ts';

/** As text: an absent key, null and '' are all “not set”. Other types are compared as JSON. */
export function wireText(server: WireServer, key: string): string {
  const value = server[key];
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Smile CDR ignores a final slash of an issuer. */
export function sameIssuer(one: string, other: string): boolean {
  return bareIssuer(one) === bareIssuer(other);
}

/** Without its final slashes. */
export function bareIssuer(issuer: string): string {
  let end = issuer.length;
  while (issuer[end - 1] === '/') end -= 1;
  return issuer.slice(0, end);
}

export function isArchived(server: WireServer): boolean {
  return wireText(server, 'archivedAt') !== '';
}

export function pidOf(server: WireServer): number {
  const { pid } = server;
  return typeof pid === 'number' ? pid : Number(pid);
}

/** Keys that the server gives and owns: never compared, never taken back. */
export const ownedByServer: readonly string[] = ['pid', 'federationRegistrationId', 'archivedAt'];
