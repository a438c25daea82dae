import { expect, test } from 'vitest';
import { addressRefusal } from '#node/addresses.ts';

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
])('%s: %s; with private addresses allowed: %s', (address, refused, allowed) => {
  expect([addressRefusal(address, false), addressRefusal(address, true)]).toEqual([refused, allowed]);
});
