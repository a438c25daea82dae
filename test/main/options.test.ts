import { expect, test } from 'vitest';
import { readOptions } from '../../electron/main/options.ts';

const demo = { address: 'https://127.0.0.1:9443', target: 'demo' };

test.each([
  ['nothing', [], {}, { store: null, selfTest: false, demo: null }],
  ['a store', ['--store=/a b'], {}, { store: '/a b', selfTest: false, demo: null }],
  ['a store apart', ['--store', '/a'], {}, { store: '/a', selfTest: false, demo: null }],
  ['a store by variable', [], { PAYER_WIZARD_STORE: '/v' }, { store: '/v', selfTest: false, demo: null }],
  ['both', ['--store=/a'], { PAYER_WIZARD_STORE: '/v' }, { store: '/a', selfTest: false, demo: null }],
  ['an empty store', ['--store='], { PAYER_WIZARD_STORE: '' }, { store: null, selfTest: false, demo: null }],
  [
    "Chromium's switches",
    ['--no-sandbox', '--inspect=0', '.', '--self-test'],
    {},
    { store: null, selfTest: true, demo: null },
  ],
  ['a demo', [], { PAYER_WIZARD_DEMO: JSON.stringify(demo) }, { store: null, selfTest: false, demo }],
  ['a broken demo', [], { PAYER_WIZARD_DEMO: '{' }, { store: null, selfTest: false, demo: null }],
  ['half a demo', [], { PAYER_WIZARD_DEMO: '{"address":1}' }, { store: null, selfTest: false, demo: null }],
  ['no demo', [], { PAYER_WIZARD_DEMO: 'null' }, { store: null, selfTest: false, demo: null }],
])('%s', (_what, args, env, options) => {
  expect(readOptions({ args, env })).toEqual(options);
});
