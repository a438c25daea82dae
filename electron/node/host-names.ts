/**
 * @file Which names may be asked, where the address behind them is not looked up here: a proxy resolves them by itself, and
 * what it may reach is more than what we may.
 */
import { isIP } from 'node:net';
import type { AddressCode } from './addresses.ts';
import { addressRefusal } from './addresses.ts';

/** Metadata services by name: they give out a machine's own credentials, and no payer publishes there. */
const metadata = [
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'metadata.tencentyun.com',
  'metadata.platformequinix.com',
  'instance-data',
  'instance-data.ec2.internal',
];

/** Names of this machine and of networks of one's own: RFC 6761 §6.3, RFC 6762 §3 and appendix G, RFC 8375, and `.internal` of ICANN. */
const personal =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa)$|^[^.]+$|^ip6-(?:localhost|loopback)$/;

/** Whatever a person allows, and by whatever way: these names are not asked. */
export function isMetadataName(hostname: string): boolean {
  return metadata.includes(plainHost(hostname));
}

/** Why a host may not be asked through a proxy; null: it may. */
export function hostRefusal(hostname: string, allowPrivate: boolean): AddressCode | null {
  const host = plainHost(hostname);
  if (isIP(host) !== 0) return addressRefusal(host, allowPrivate);
  if (isMetadataName(host)) return 'discovery/forbidden-address';
  return !allowPrivate && personal.test(host) ? 'discovery/private-address' : null;
}

/** This machine, by an address or by a name that never means another (RFC 6761 §6.3). */
export function isLoopbackHost(hostname: string): boolean {
  const host = plainHost(hostname);
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.')) || /(?:^|\.)localhost$/.test(host);
}

/** Without brackets, and without the final dot by which a name says that it is whole (RFC 1034 §3.1). */
export function plainHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '');
}
