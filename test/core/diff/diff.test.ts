import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServerDefinition } from '#core/domain/definition/server-definition.ts';
import { compareDefinitions } from '#core/domain/diff/compare.ts';
import type { DefinitionDifference, Difference } from '#core/domain/diff/difference.ts';
import { differenceMarkdown } from '#core/domain/diff/markdown.ts';
import { maskedForeign } from '#core/domain/diff/masked.ts';
import type { Entry } from '#core/domain/diff/side.ts';
import { differenceLines } from '#core/domain/diff/words.ts';
import { Secret } from '#core/domain/secret.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { compareSides } from '#core/use-cases/diff/compare-sides.ts';
import { sideOfFile, sideOfPayers } from '#core/use-cases/diff/sides.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';
import { between, entry, manner } from './entries.ts';

const codes = ({ members }: DefinitionDifference) => members.map(({ is, member }) => `${is} ${member}`);

describe('a member is compared by what it is', () => {
  test.each<[string, Partial<ServerDefinition>, Partial<ServerDefinition>, string[]]>([
    ['scopes in another order, and twice', { requestScopes: 'a b' }, { requestScopes: 'b a  b' }, []],
    ['another scope', { requestScopes: 'a b' }, { requestScopes: 'a c' }, ['set requestScopes']],
    ['grants in another order', { grantTypes: ['a', 'b'] }, { grantTypes: ['b', 'a'] }, []],
    [
      'an address with a slash more',
      { tokenEndpoint: 'https://a/t' },
      { tokenEndpoint: 'https://a/t/' },
      ['text tokenEndpoint'],
    ],
    ['an issuer with a slash more', { issuer: 'https://a' }, { issuer: 'https://a/' }, ['text issuer']],
    [
      'a script with other line ends',
      { userMappingScript: 'a\nb\n' },
      { userMappingScript: 'a\r\nb\n' },
      ['lines userMappingScript'],
    ],
    ['what one side does not tell', { clientId: 'x' }, {}, []],
  ])('%s', (_name, one, other, wanted) => {
    expect(codes(between(one, other))).toEqual(wanted);
  });

  test('a live Smile CDR takes an issuer with and without its final slash for one', () => {
    const pair = { before: entry({ issuer: 'https://a/' }), after: entry({ issuer: 'https://a' }) };
    expect(compareDefinitions(pair, { ...manner, ignoresFinalSlash: true }).is).toBe('same');
  });

  test('what is set on one side and not told by the other is named', () => {
    expect(between({ clientId: 'x', responseType: '' }, {}).notTold).toEqual([
      { member: 'clientId', label: 'Client Id', by: 'after' },
    ]);
  });

  test('keys that no member stands for are compared where both have one form, and named as not told where not', () => {
    const with_ = (values: Record<string, string>, form: Entry['others']['form'] = 'wire') =>
      entry({}, { others: { form, values } });
    const pair = { before: with_({ more: 'a', some: 'x' }), after: with_({ some: 'y' }) };
    expect(compareDefinitions(pair, manner).members).toEqual([
      { is: 'text', member: 'more', label: 'more', before: 'a', after: '' },
      { is: 'text', member: 'some', label: 'some', before: 'x', after: 'y' },
    ]);
    const apart = compareDefinitions({ ...pair, after: with_({ other: 'z' }, 'tutorial') }, manner);
    expect([apart.is, apart.notTold.map(({ member, by }) => [member, by])]).toEqual([
      'same',
      [
        ['more', 'after'],
        ['some', 'after'],
        ['other', 'before'],
      ],
    ]);
  });

  test('published keys are a set, and a certificate is known by its digest', () => {
    const keys = (kids: string[], sha256: string) => ({
      published: kids.map((kid) => ({ kid, thumbprint: kid })),
      certificate: { sha256, notAfter: '2027-12-31' },
    });
    const [one, other] = [
      entry({}, { keys: keys(['a', 'b'], '01') }),
      entry({}, { keys: keys(['b', 'a', 'c'], '02') }),
    ];
    const { members } = compareDefinitions({ before: one, after: other }, manner);
    expect(members).toMatchObject([
      { is: 'set', member: 'keys', added: ['c'], removed: [] },
      { is: 'text', member: 'certificate', before: 'SHA-256 01, until 2027-12-31' },
    ]);
    expect(compareDefinitions({ before: one, after: entry({}) }, manner)).toMatchObject({
      is: 'same',
      notTold: [{ member: 'keys' }, { member: 'certificate' }],
    });
  });

  test('another variable for the secret is a difference, and no word where one side names none', () => {
    const [one, other] = [entry({}, { secretVariable: 'P2P_A' }), entry({}, { secretVariable: 'P2P_B' })];
    expect(compareDefinitions({ before: one, after: other }, manner).members).toHaveLength(1);
    expect(compareDefinitions({ before: one, after: entry({}) }, manner)).toMatchObject({ is: 'same', notTold: [] });
  });
});

test.each([
  ['someSecret', 'x', '••••••••'],
  ['apiKey', 'x', '••••••••'],
  ['notes', '{"keys":[{"kty":"EC","d":"AA"}]}', '••••••••'],
  ['notes', 'eyJhbGciOiJSUzM4NCJ9.eyJzdWIiOiJ4In0.x', '••••••••'],
  [
    'notes',
    'https://ana:pw@a.example/x?client_secret=y&z=1',
    'https://••••••••@a.example/x?client_secret=••••••••&z=1',
  ],
  ['introspectionTokenUrl', 'https://a.example/t', 'https://a.example/t'],
  ['someSecret', '', ''],
])('of a foreign key %s with %s is shown: %s', (key, value, wanted) => {
  expect(maskedForeign(key, value)).toBe(wanted);
});

describe('secrets', () => {
  const secretFile = (secret: string) =>
    new TextEncoder().encode(
      JSON.stringify({
        issuer: 'https://auth.northlake.example/p2p',
        tokenIntrospectionClientSecret: secret,
        clientAuthenticationMode: 'CLIENT_SECRET_BASIC',
      }),
    );
  const shown = (difference: Difference) =>
    [JSON.stringify(difference), ...differenceLines(difference), ...differenceMarkdown(difference)].join('\n');

  test('two files: the same or another one, and never shown', async () => {
    const ports = memoryPorts();
    const side = (secret: string) => sideOfFile('file', secretFile(secret));
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z0-9+/]{12,40}$/), fc.boolean(), async (secret, isSame) => {
        const found = await compareSides(ports, { before: side(secret), after: side(isSame ? secret : `${secret}x`) });
        expect([found.definitions[0]?.secret, found.isSame]).toEqual(isSame ? ['same', true] : ['different', false]);
        expect(shown(found)).not.toContain(secret);
      }),
      { numRuns: 50 },
    );
  });

  test('a payer and a file, by the vault; a reference to the environment tells nothing', async () => {
    const ports = memoryPorts();
    const payer = await samplePayer(ports, { mode: 'CLIENT_SECRET_BASIC' });
    await keepSecret(ports, payer.ref, new Secret('a secret of the vault'));
    const states = [];
    for (const text of ['a secret of the vault', 'another', "#{env['P2P_SECRET']}", '********']) {
      const sides = { before: sideOfPayers([payer]), after: sideOfFile('file', secretFile(text)) };
      states.push((await compareSides(ports, sides)).definitions[0]?.secret);
    }
    expect(states).toEqual(['same', 'different', 'not-told', 'not-told']);
  });

  test('files alone do not touch the vault', async () => {
    const ports = {
      ...memoryPorts(),
      vault: new Proxy({}, { get: () => () => Promise.reject(new Error('touched')) }) as never,
    };
    const sides = { before: sideOfFile('a', secretFile('one')), after: sideOfFile('b', secretFile('********')) };
    expect((await compareSides(ports, sides)).definitions[0]?.secret).toBe('not-told');
  });
});
