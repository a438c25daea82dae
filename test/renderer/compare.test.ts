import { expect, test } from 'vitest';
import { compared } from '../../renderer/ui/compare.ts';

test.each([
  ['https://a.example', 'https://b.example', 'a', 'b'],
  ['a', 'a', '', ''],
  ['ab', 'abb', '', 'b'],
  // Both begin with the same half.
  ['x😀y', 'x😁y', '😀', '😁'],
  // Both end with the same half.
  ['\u{1F600}', '\u{1FA00}', '\u{1F600}', '\u{1FA00}'],
])('%s and %s differ in %j and %j', (one, other, a, b) => {
  const parts = compared(one, other);
  expect([parts.a.middle, parts.b.middle]).toEqual([a, b]);
  expect([one, other]).toEqual([parts.a, parts.b].map(({ before, middle, after }) => before + middle + after));
});
