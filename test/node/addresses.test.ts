import { expect, test } from 'vitest';
import { addressRefusal } from '#node/addresses.ts';
import { hostRefusal, isLoopbackHost } from '#node/host-names.ts';

const forbidden = 'discovery/forbidden-address';
const personal = 'discovery/private-address';

test.each([
  ['93.184.216.34', null, null],
  ['2606:2800:220:1:248:1893:25c8:1946', null, null],
  ['127.0.0.1', personal, null],
  ['::1', personal, null],
  ['10.1.2.3', personal, null],
  ['172.31.255.255', personal, null],
  ['172.32.0.1', null, null],
  ['192.168.1.1', personal, null],
  ['100.64.0.1', personal, null],
  ['fd12:3456::1', personal, null],
  ['::ffff:192.168.1.1', personal, null],
  ['::ffff:c0a8:101', personal, null],
  ['64:ff9b::192.168.1.1', personal, null],
  ['2002:c0a8:0101::1', personal, null],
  ['[::1]', personal, null],
  ['0.0.0.0', forbidden, forbidden],
  ['::', forbidden, forbidden],
  ['169.254.169.254', forbidden, forbidden],
  ['::ffff:169.254.169.254', forbidden, forbidden],
  ['64:ff9b::a9fe:a9fe', forbidden, forbidden],
  ['fd00:ec2::254', forbidden, forbidden],
  ['fe80::1%eth0', forbidden, forbidden],
  ['224.0.0.1', forbidden, forbidden],
  ['255.255.255.255', forbidden, forbidden],
  ['ff02::1', forbidden, forbidden],
  ['not an address', forbidden, forbidden],
  // Metadata services, and what stands for them.
  ['fd20:ce::254', forbidden, forbidden],
  ['168.63.129.16', forbidden, forbidden],
  ['::ffff:168.63.129.16', forbidden, forbidden],
  ['100.100.100.200', forbidden, forbidden],
  // IPv4 within IPv6, by each way of carrying it.
  ['::169.254.169.254', forbidden, forbidden],
  ['::10.1.2.3', personal, null],
  ['::127.0.0.1', personal, null],
  ['::93.184.216.34', null, null],
  ['::ffff:0:169.254.169.254', forbidden, forbidden],
  ['::ffff:0:192.168.1.1', personal, null],
  ['::ffff:0:93.184.216.34', null, null],
  ['64:ff9b:1::a9fe:a9fe', forbidden, forbidden],
  ['64:ff9b:1:a9fe:a9:fe00::', forbidden, forbidden],
  ['64:ff9b:1:ffa9:fe:a9fe::', forbidden, forbidden],
  ['64:ff9b:1:ffff:a9:fea9:fe00:0', forbidden, forbidden],
  ['64:ff9b:1::5db8:d822', personal, null],
  ['2002:a9fe:a9fe::1', forbidden, forbidden],
  ['2001:0:4136:e378:8000:63bf:5601:5601', forbidden, forbidden],
  ['2001:0:a9fe:a9fe:8000:63bf:a247:27dd', forbidden, forbidden],
  ['2001:0:4136:e378:8000:63bf:f5fe:fdfc', personal, null],
  ['2001:0:4136:e378:8000:63bf:a247:27dd', null, null],
  ['2606:2800::5efe:169.254.169.254', forbidden, forbidden],
  ['2606:2800::200:5efe:10.1.2.3', personal, null],
  ['2606:2800::200:5efe:93.184.216.34', null, null],
])('%s: %s; with private addresses allowed: %s', (address, refused, allowed) => {
  expect([addressRefusal(address, false), addressRefusal(address, true)]).toEqual([refused, allowed]);
});

test.each([
  ['payer.example', null, null],
  ['payer.example.', null, null],
  ['internal.payer.example', null, null],
  ['localhost', personal, null],
  ['localhost.', personal, null],
  ['LOCALHOST.', personal, null],
  ['a.localhost.', personal, null],
  ['fhir.internal', personal, null],
  ['fhir.internal.', personal, null],
  ['printer.local', personal, null],
  ['nas.home.arpa', personal, null],
  ['intranet', personal, null],
  ['127.0.0.1', personal, null],
  ['[::1]', personal, null],
  ['[fd20:ce::254]', forbidden, forbidden],
  ['169.254.169.254', forbidden, forbidden],
  ['metadata.google.internal', forbidden, forbidden],
  ['Metadata.Google.Internal.', forbidden, forbidden],
  ['metadata', forbidden, forbidden],
  ['instance-data.ec2.internal', forbidden, forbidden],
])('the name %s, which a proxy would resolve: %s; with private addresses allowed: %s', (name, refused, allowed) => {
  expect([hostRefusal(name, false), hostRefusal(name, true)]).toEqual([refused, allowed]);
});

test.each([
  ['localhost', true],
  ['localhost.', true],
  ['a.localhost.', true],
  ['127.3.2.1', true],
  ['[::1]', true],
  ['notlocalhost', false],
  ['payer.example', false],
  ['10.0.0.1', false],
])('%s is this machine: %s', (name, isIt) => {
  expect(isLoopbackHost(name)).toBe(isIt);
});
