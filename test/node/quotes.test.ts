import { expect, test } from 'vitest';
import { quotes } from '#node/admin-api/quotes.ts';

const secret = 'can"ary\\sé&cret==';

test.each([
  ['as it is', `Cannot take ${secret}`],
  ['as JSON writes it', `near ${JSON.stringify(secret)}`],
  ['as JSON in JSON', JSON.stringify(JSON.stringify(secret))],
  ['with \\u for what is not ASCII', 'can\\u0022ary\\u005cs\\u00e9\\u0026cret\\u003d\\u003d'],
  ['as HTML', 'can&quot;ary\\s&#233;&amp;cret=='],
  ['as HTML in hex', 'can&#x22;ary'],
  ['in a form', 'can%22ary%5Cs'],
  ['cut short', 'near "can"ar'],
  ['in capitals', 'CAN"ARY'],
  ['a part of its middle', 'y\\sé&c'],
])('%s', (_name, words) => {
  expect(quotes(words, [secret])).toBe(true);
});

test.each(['Unrecognized field "notes"', 'the can of a canal', ''])('%j quotes nothing', (words) => {
  expect(quotes(words, [secret, ''])).toBe(false);
});
