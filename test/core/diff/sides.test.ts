/** @file What the sides tell: a payer, the bundle that was made of it, a live target before, after and beside a push. */
import { beforeEach, describe, expect, test } from 'vitest';
import { openBundle } from '#core/domain/bundle/verify/opened.ts';
import { writeAdminApi } from '#core/domain/definition/dialects/admin-api.ts';
import type { Difference } from '#core/domain/diff/difference.ts';
import { Difference as Schema } from '#core/domain/diff/difference.ts';
import type { Side } from '#core/domain/diff/side.ts';
import { changePayer } from '#core/domain/payer/change.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Ports, Vault, WireServer } from '#core/ports.ts';
import { keepSecret } from '#core/use-cases/client-secret.ts';
import { completeDefinition } from '#core/use-cases/complete-definition.ts';
import { makeCertificate } from '#core/use-cases/key-certificates.ts';
import { compareSides } from '#core/use-cases/diff/compare-sides.ts';
import { sideOfBundle, sideOfFile, sideOfPayers, sideOfTarget } from '#core/use-cases/diff/sides.ts';
import { generateKey } from '#core/use-cases/payer-keys.ts';
import { planPayers } from '#core/use-cases/push/plan-push.ts';
import { pushPayers } from '#core/use-cases/push/push-definitions.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import type { MemoryAdminApi } from '../../memory-admin-api.ts';
import { memoryAdminApi } from '../../memory-admin-api.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { canary, issuer, samplePayer } from '../support/sample-payer.ts';
import { exportedWhole } from '../support/whole-bundle.ts';

const target = 'cdr-test';
const ref = 'northlake@test';

let api: MemoryAdminApi;
let ports: Ports;
let payer: Payer;

beforeEach(async () => {
  api = memoryAdminApi();
  ports = memoryPorts({ adminApi: api });
  const draft = { name: target, baseUrl: 'https://cdr.example/', username: 'ana', production: false, authorities: [] };
  await addTarget(ports, draft, new Secret('not a real password'));
  payer = await samplePayer(ports, { mode: 'CLIENT_SECRET_BASIC' });
});

const where = (name: string) => ({ name, baseUrl: 'https://cdr.example/' });
const live = async (name = target) => sideOfTarget(where(name), api.servers, await ports.store.pushes());
const ofNow = async () => sideOfPayers([await ports.store.payer(ref)]);
const told = ({ definitions }: Difference) =>
  definitions.map(({ is, secret, members }) => [is, secret, members.map(({ member }) => member)]);
const compared = async (before: Side, after: Side) => {
  const difference = await compareSides(ports, { before, after });
  // What the window and `--json` get is what the schema says.
  expect(Schema.strict().parse(difference)).toEqual(difference);
  return difference;
};

async function push(): Promise<void> {
  const plan = await planPayers(ports, { payers: [payer], target });
  await pushPayers(ports, { plan, payers: [payer], confirmation: '' });
}

async function change(fields: Parameters<typeof changePayer>[1]['fields']): Promise<void> {
  payer = await ports.store.savePayer(changePayer(await ports.store.payer(ref), { fields }));
}

async function bundled(): Promise<Side> {
  const wish = { refs: [ref], statedTime: '2027-01-01T12:00:00.000Z', signer: 'ana', comment: '' };
  const source = { is: 'archive', bytes: (await exportedWhole(ports, wish)).bytes } as const;
  const verification = verifyBundle(ports, { source, trust: [], require: [] });
  const read = openBundle(source);
  if ('failed' in read) throw new Error(read.failed.says);
  return sideOfBundle(ports, { label: 'bundle.zip', opened: read.opened, verification });
}

/** Asked for anything, it tells that it was touched. */
const untouched = new Proxy({} as Vault, {
  get: (_, member) => () => Promise.reject(new Error(`The vault was asked: ${String(member)}`)),
});

const nobody = { organization: '', organizationalUnit: '', locality: '', state: '', country: '' };
const anyWish = { subject: { ...nobody, commonName: 'P2P' }, dnsNames: [], uris: [], usages: [], days: 30 };

describe('a bundle', () => {
  test.each(['CLIENT_SECRET_BASIC', 'PRIVATE_KEY_JWT'] as const)(
    'with %s it tells what its payer tells',
    async (mode) => {
      await generateKey(ports, { ref, kind: 'EC-P-256' });
      await change({ clientAuthenticationMode: mode });
      const difference = await compareSides(
        { ...ports, vault: untouched },
        { before: await bundled(), after: await ofNow() },
      );
      expect([told(difference), difference.definitions[0]?.notTold, difference.before.verification?.verdict]).toEqual([
        [['same', mode === 'PRIVATE_KEY_JWT' ? 'not-used' : 'not-told', []]],
        [],
        'signer-not-trusted',
      ]);
    },
  );

  test('a certificate that came since is a difference', async () => {
    const { keys } = await generateKey(ports, { ref, kind: 'EC-P-256' });
    const before = await bundled();
    await makeCertificate(ports, { ref, keyId: keys[0]?.id ?? '', wish: anyWish, replaces: false });
    expect((await compared(before, await ofNow())).definitions[0]?.members).toEqual([
      {
        ...{ is: 'text', member: 'certificate', label: 'Signing Certificate', before: '' },
        after: expect.stringMatching(/^SHA-256 [0-9a-f]{64}, until 31 Jan 2027$/) as unknown,
      },
    ]);
  });

  test('a key that came since is a difference', async () => {
    await generateKey(ports, { ref, kind: 'EC-P-256' });
    const before = await bundled();
    await generateKey(ports, { ref, kind: 'EC-P-384' });
    const difference = await compared(before, await ofNow());
    expect([told(difference), difference.definitions[0]?.members]).toMatchObject([
      [['changed', 'not-told', ['keys']]],
      [{ is: 'set', removed: [], added: [expect.any(String)] }],
    ]);
  });
});

describe('a live target', () => {
  test('before a push the definition is missing there, after it nothing differs, and the secret is known by what was sent', async () => {
    expect(told(await compared(await live(), await ofNow()))).toMatchObject([['only-after', 'not-told', {}]]);
    await push();
    expect(told(await compared(await live(), await ofNow()))).toEqual([['same', 'same', []]]);
    await keepSecret(ports, ref, new Secret('another secret of the vault'));
    expect(told(await compared(await ofNow(), await live()))).toEqual([['changed', 'different', []]]);
    expect((await compared(await ofNow(), await live('cdr-other'))).definitions[0]?.secret).toBe('not-told');
  });

  test('what it has of others is named beside, and against another target it is a difference', async () => {
    await push();
    api.servers.push({
      pid: 99,
      nodeId: 'Master',
      moduleId: 'smart_inbound',
      name: 'other',
      issuer: 'https://o.example',
    });
    const difference = await compared(await live(), await ofNow());
    expect([difference.isSame, difference.before.besides, difference.after.besides]).toEqual([
      true,
      ['other (Master/smart_inbound)'],
      [],
    ]);
    const both = await compared(sideOfTarget(where('one'), api.servers.slice(0, 1), []), await live('other'));
    expect(told(both).map(([is]) => is)).toEqual(['same', 'only-after']);
  });

  test('a definition of another payer is not compared for want of a better', async () => {
    api.servers = [{ pid: 1, nodeId: 'Master', moduleId: 'x', name: 'other', issuer: 'https://other.example' }];
    const difference = await compared(await live(), await ofNow());
    expect([told(difference).map(([is]) => is), difference.before.besides]).toEqual([
      ['only-after'],
      ['other (Master/x)'],
    ]);
  });

  const server = (change: WireServer = {}): WireServer => ({
    pid: 1,
    ...writeAdminApi(completeDefinition(payer)),
    ...change,
  });

  test.each<[string, () => WireServer[], unknown[]]>([
    ['an issuer with another final slash', () => [server({ issuer: `${issuer}/` })], ['same', []]],
    ['in another module', () => [server({ moduleId: 'other' })], ['changed', ['moduleId']]],
    ['archived', () => [server({ archivedAt: '2026-01-01T00:00:00Z' })], ['changed', ['archivedAt']]],
    [
      'archived, and another in use',
      () => [server({ archivedAt: '2026-01-01T00:00:00Z', name: 'old' }), server({ pid: 2 })],
      ['same', []],
    ],
    [
      'with a mode that the wizard does not know',
      () => [server({ clientAuthenticationMode: 'CLIENT_SECRET_POST' })],
      ['changed', ['clientAuthenticationMode']],
    ],
    ['with nulls and absent keys for what is not set', () => [server({ organizationId: null })], ['same', []]],
  ])('%s', async (_name, servers, wanted) => {
    api.servers = servers();
    expect(told(await compared(await live(), await ofNow())).map(([is, , members]) => [is, members])).toEqual([wanted]);
  });

  test('keys of its own are named, and no difference', async () => {
    api.servers = [server({ notes: 'ask Ana', validationJwkText: '{}' })];
    const { isSame, definitions } = await compared(await live(), await ofNow());
    expect([isSame, definitions[0]?.notTold.filter(({ by }) => by === 'after').map(({ member }) => member)]).toEqual([
      true,
      ['notes', 'validationJwkText'],
    ]);
  });

  test('what it does not keep it is not asked about, as a plan does not', async () => {
    await change({ organizationId: 'org-1' });
    api.dropped = ['organizationId'];
    await push();
    const difference = await compared(await live(), await ofNow());
    expect([
      difference.isSame,
      difference.definitions[0]?.notTold.some(({ member, by }) => member === 'organizationId' && by === 'before'),
      (await planPayers(ports, { payers: [payer], target })).steps.map(({ does }) => does),
    ]).toEqual([true, true, ['nothing']]);
  });
});

describe('the vault', () => {
  const file = (members: object) => sideOfFile('f.json', new TextEncoder().encode(JSON.stringify(members)));
  const basic = { issuer, clientAuthenticationMode: 'CLIENT_SECRET_BASIC' };
  const secret = { tokenIntrospectionClientSecret: canary };
  const closed = () => ({ ...ports, vault: untouched });

  test.each<[string, object, object, string]>([
    ['two files with the same', { ...basic, ...secret }, { ...basic, ...secret }, 'same'],
    ['two files without a mode', { issuer, ...secret }, { issuer, tokenIntrospectionClientSecret: 'x' }, 'different'],
    ['one that tells none', { ...basic, ...secret }, basic, 'not-told'],
    ['a key', { ...basic, clientAuthenticationMode: 'PRIVATE_KEY_JWT' }, { issuer }, 'not-used'],
  ])('is not touched for files: %s', async (_name, one, other, wanted) => {
    const { definitions } = await compareSides(closed(), { before: file(one), after: file(other) });
    expect(definitions.map(({ secret: state }) => state)).toEqual([wanted]);
  });

  test('is not touched for a payer that has no secret, nor beside a side that tells none', async () => {
    const without = sideOfPayers([{ ...payer, secretSince: null }]);
    const states = [];
    for (const before of [file({ ...basic, ...secret }), file(basic), without])
      states.push((await compareSides(closed(), { before, after: without })).definitions[0]?.secret);
    states.push((await compareSides(closed(), { before: file(basic), after: await ofNow() })).definitions[0]?.secret);
    expect(states).toEqual(['not-told', 'not-told', 'not-told', 'not-told']);
  });

  test('compares two payers', async () => {
    const other = await samplePayer(ports, { ref: 'lakeside@test', mode: 'CLIENT_SECRET_BASIC' });
    const states = [];
    for (const text of [canary, 'another']) {
      await keepSecret(ports, other.ref, new Secret(text));
      const { definitions } = await compared(await ofNow(), sideOfPayers([await ports.store.payer(other.ref)]));
      states.push(definitions[0]?.secret);
    }
    expect(states).toEqual(['same', 'different']);
  });
});
