import { expect, test } from 'vitest';
import { firstProxy } from '../../electron/main/first-proxy.ts';

test.each([
  ['DIRECT', ''],
  ['', ''],
  ['PROXY proxy.example:8080; DIRECT', 'http://proxy.example:8080'],
  ['HTTPS proxy.example:443', 'https://proxy.example:443'],
  ['SOCKS5 127.0.0.1:1080', 'socks5://127.0.0.1:1080'],
])('“%s” is “%s”', (ways, wanted) => {
  expect(firstProxy(ways)).toBe(wanted);
});
