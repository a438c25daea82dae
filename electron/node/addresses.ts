/**
 * @file Which addresses may be connected to. A document names hosts that a stranger chose: without this rule it could make
 * the wizard ask this machine, its neighbours or a cloud's metadata service on the stranger's behalf.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { embeddedIpv4 } from './embedded-ipv4.ts';

/** Never asked, whatever a person allows: link-local (metadata services among them), unspecified, multicast, broadcast. */
const never = listOf(
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  // Metadata services and the like outside of the link-local ranges: Alibaba, AWS, Google, Oracle, and Azure's wire server.
  ['100.100.100.200', 32],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
  ['192.0.0.192', 32],
  ['168.63.129.16', 32],
  ['224.0.0.0', 3],
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
);

/** Asked only after a visible choice: loopback, private networks (RFC 1918, RFC 6598, RFC 4193), test networks (RFC 2544). */
const onlyAllowed = listOf(
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['198.18.0.0', 15],
  ['::1', 128],
  ['fc00::', 7],
  ['fec0::', 10],
  ['64:ff9b:1::', 48],
);

function listOf(...subnets: [address: string, bits: number][]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of subnets) list.addSubnet(address, bits, isIPv4(address) ? 'ipv4' : 'ipv6');
  return list;
}

export type AddressCode = 'discovery/forbidden-address' | 'discovery/private-address';

/** Why an IP address may not be connected to; null: it may. */
export function addressRefusal(address: string, allowPrivate: boolean): AddressCode | null {
  const plain = withoutZone(address);
  if (isIn(never, plain)) return 'discovery/forbidden-address';
  return !allowPrivate && isIn(onlyAllowed, plain) ? 'discovery/private-address' : null;
}

function isIn(list: BlockList, address: string): boolean {
  if (isIPv4(address)) return list.check(address, 'ipv4');
  if (!isIPv6(address)) return true;
  // BlockList knows IPv4-mapped addresses by itself.
  return list.check(address, 'ipv6') || embeddedIpv4(address).some((inner) => list.check(inner, 'ipv4'));
}

function withoutZone(address: string): string {
  return address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
}
