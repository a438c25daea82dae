/** @file A passphrase that nobody has to think of, and that can be read out and typed. */
import { randomInt } from 'node:crypto';
import { Secret } from '#core/domain/secret.ts';

/** Without those that are taken for one another: 0 and o, 1 and i and l, u and v. */
const signs = 'abcdefghjkmnpqrstwxyz23456789';
const groups = 5;
const inGroup = 5;

/** How hard it is to guess: log2(29^25) is 121. */
export const madeBits = groups * inGroup * Math.log2(signs.length);

/** `k4mpt-…`: five groups of five. `randomInt` has no bias: it draws again what does not divide evenly. */
export function madePassphrase(): Secret {
  const group = () => Array.from({ length: inGroup }, () => signs[randomInt(signs.length)]).join('');
  return new Secret(Array.from({ length: groups }, group).join('-'));
}
