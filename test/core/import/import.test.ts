import { beforeEach, describe, expect, test } from 'vitest';
import type { BundleFile } from '#core/domain/bundle/file.ts';
import { textBytes } from '#core/domain/bundle/file.ts';
import { writeSums } from '#core/domain/bundle/sums.ts';
import type { TrustedSigner } from '#core/domain/bundle/trust.ts';
import { readDefinitions } from '#core/domain/definition/read-definitions.ts';
import { dialects } from '#core/domain/definition/server-definition.ts';
import { cannotCarry, dialectText } from '#core/domain/definition/text.ts';
import { definitionOf } from '#core/domain/definition/definition-of.ts';
import { concerns } from '#core/domain/keys/concerns.ts';
import { newPayer, valueOf } from '#core/domain/payer/payer.ts';
import { Secret } from '#core/domain/secret.ts';
import { secretOf } from '#core/use-cases/client-secret.ts';
import { completeDefinition } from '#core/use-cases/complete-definition.ts';
import type { ImportWish } from '#core/use-cases/import/import-bundle.ts';
import { importBundle } from '#core/use-cases/import/import-bundle.ts';
import { importDefinition } from '#core/use-cases/import/import-definitions.ts';
import { testToken } from '#core/use-cases/token/test-token.ts';
import type { Ports } from '#core/ports.ts';
import { digests } from '#node/digests.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { canary, samplePayer } from '../support/sample-payer.ts';
import type { WholeBundle } from '../support/whole-bundle.ts';
import { exportedWhole } from '../support/whole-bundle.ts';

const ref = 'northlake@test';
const statedTime = '2027-01-01T12:00:00.000Z';

let ours: Ports;
let theirs: Ports;
let bundle: WholeBundle;
let trust: TrustedSigner[];

beforeEach(async () => {
  [ours, theirs] = [memoryPorts(), memoryPorts()];
  await samplePayer(ours);
  bundle = await exportedWhole(ours, { refs: [ref], statedTime, signer: 'ana', comment: '' });
  trust = [{ keyId: bundle.keyId, name: 'Ana', roles: ['author'], revokedAt: null }];
});

const plain = { require: [], isUnverified: false, only: null, as: null, replaces: false } as const;
const ofFiles = (files: readonly BundleFile[]) => ({ is: 'folder', files }) as const;
const taken = async (change: Partial<ImportWish> = {}) =>
  importBundle(theirs, { source: ofFiles(bundle.files), trust, ...plain, ...change });

/** As somebody else would hand it on: changed, summed again, and unsigned. */
function changedFiles(place: RegExp, change: (text: string) => string): BundleFile[] {
  const files = bundle.files
    .filter(({ path }) => !path.startsWith('signatures/') && path !== 'SHA256SUMS')
    .map((file) =>
      place.test(file.path) ? { ...file, bytes: textBytes(change(new TextDecoder().decode(file.bytes))) } : file,
    );
  return [...files, { path: 'SHA256SUMS', bytes: writeSums(files, digests) }];
}

test('a bundle of a believed signer becomes a payer with every answer, and tells which key is not here', async () => {
  const { imported } = await taken();
  const [mine, other] = [await ours.store.payer(ref), await theirs.store.payer(ref)];
  expect(imported).toEqual([
    {
      ref,
      is: 'made',
      changed: [],
      overruled: [],
      keysElsewhere: [mine.keys[0]?.kid],
      needsSecret: false,
      notAccepted: [],
      isBare: false,
    },
  ]);
  expect(other.fields).toEqual(mine.fields);
  expect(concerns(other, new Date(statedTime)).map(({ code }) => code)).toContain('key/elsewhere');
});

test('nothing is signed with a key that is not here', async () => {
  await taken();
  const payer = await theirs.store.payer(ref);
  await expect(testToken(theirs, payer, { nextCall: false })).rejects.toMatchObject({ code: 'key/gone' });
});

describe('a bundle is taken', () => {
  test.each<[string, () => Partial<ImportWish>, string]>([
    ['not, when nobody who is believed signed it', () => ({ trust: [] }), 'import/not-valid'],
    ['not, when a role is missing', () => ({ require: ['approver'] }), 'import/not-valid'],
    [
      'not, when a file was changed, whatever is said',
      () => ({
        source: ofFiles(
          bundle.files.map((file) => (file.path === 'README.md' ? { ...file, bytes: textBytes('') } : file)),
        ),
        isUnverified: true,
      }),
      'bundle/not-as-signed',
    ],
    ['not, when it lacks the one that is wanted', () => ({ only: 'nobody@test' }), 'import/no-such-payer'],
    [
      'not, when an answer is of no field',
      () => ({
        source: ofFiles(changedFiles(/answers\.json$/, (text) => text.replace('"issuer": {', '"__proto__x": {'))),
        isUnverified: true,
      }),
      'bundle/wrong-content',
    ],
    [
      'not, when a key has another’s thumbprint',
      () => ({
        source: ofFiles(changedFiles(/answers\.json$/, (text) => text.replace(/"thumbprint": "./, '"thumbprint": "!'))),
        isUnverified: true,
      }),
      'bundle/wrong-content',
    ],
    [
      'not, when a document is missing',
      () => ({
        source: ofFiles(changedFiles(/findings\.json$/, (text) => text.replace(/"sha256": "..../, '"sha256": "0000'))),
        isUnverified: true,
      }),
      'bundle/wrong-content',
    ],
  ])('%s', async (_name, wish, code) => {
    await expect(taken(wish())).rejects.toMatchObject({ code });
    expect(await theirs.store.refs()).toEqual([]);
  });

  test('under another name', async () => {
    await taken({ as: 'northlake@production' });
    expect(await theirs.store.refs()).toEqual(['northlake@production']);
  });

  test('unverified when a person says so: the signed definition wins over the answers', async () => {
    const source = ofFiles(changedFiles(/answers\.json$/, (text) => text.replace('requesting-payer', 'somebody-else')));
    const { imported } = await taken({ source, isUnverified: true });
    expect(imported[0]?.overruled).toEqual(['clientId']);
    expect((await theirs.store.payer(ref)).fields.clientId).toEqual({
      value: 'requesting-payer',
      from: ['definition'],
    });
  });
});

test('what was let stand counts only by the word of a believed signer', async () => {
  const payer = await ours.store.payer(ref);
  const finding = {
    code: 'x/y',
    severity: 'warning' as const,
    member: 'm',
    says: 's',
    hint: '',
    rule: '',
    gate: 'open' as const,
  };
  const accepted = [{ code: 'x/y', member: 'm', reason: 'CHG', by: 'ana', at: statedTime, says: 's' }];
  await ours.store.savePayer({ ...payer, findings: [...payer.findings, finding], accepted });
  bundle = await exportedWhole(ours, { refs: [ref], statedTime, signer: 'ana', comment: '' });
  const unbelieved = await taken({ trust: [], isUnverified: true, as: 'other@test' });
  await taken();
  expect([
    unbelieved.imported[0]?.notAccepted,
    (await theirs.store.payer('other@test')).accepted,
    (await theirs.store.payer(ref)).accepted,
  ]).toEqual([['x/y'], [], accepted]);
});

describe('a payer that is there', () => {
  test('is not overwritten', async () => {
    await samplePayer(theirs);
    const before = await theirs.store.payer(ref);
    await expect(taken()).rejects.toMatchObject({ code: 'payer/exists' });
    expect(await theirs.store.payer(ref)).toEqual(before);
  });

  test('keeps its keys and its history when it is replaced', async () => {
    const own = await samplePayer(theirs);
    const tries = [{ at: statedTime, outcome: 'refused' as const, says: '', settings: {}, remedyOf: '' }];
    await theirs.store.savePayer({
      ...own,
      tries,
      fields: { ...own.fields, clientId: { value: 'old', from: ['typed'] } },
    });
    const { imported } = await taken({ replaces: true });
    const after = await theirs.store.payer(ref);
    expect([imported[0]?.changed, after.keys, after.tries, valueOf(after, 'clientId')]).toEqual([
      ['clientId'],
      own.keys,
      tries,
      'requesting-payer',
    ]);
  });
});

test('of two payers none is made when one is there', async () => {
  const second = await ours.store.payer(ref);
  const text = JSON.stringify({ ...second, revision: 0 }).replaceAll('northlake', 'tidewater');
  const other = JSON.parse(text) as typeof second;
  await ours.store.savePayer({
    ...other,
    documents: [],
    findings: [],
    keys: [{ ...(second.keys[0] as (typeof second.keys)[0]), id: 'other', kid: 'other' }],
  });
  bundle = await exportedWhole(ours, { refs: [ref, 'tidewater@test'], statedTime, signer: 'ana', comment: '' });
  await theirs.store.savePayer(newPayer({ ref: 'tidewater@test', name: 'x', now: statedTime }));
  await expect(taken()).rejects.toMatchObject({ code: 'payer/exists' });
  expect(await theirs.store.refs()).toEqual(['tidewater@test']);
});

test.each(dialects)('a definition in %s becomes a payer; what it cannot carry is told', async (dialect) => {
  const definition = completeDefinition(await ours.store.payer(ref));
  const [read] = readDefinitions(textBytes(dialectText(definition, dialect, ref)), 'file.json');
  if (read === undefined) throw new TypeError('Nothing was read');
  const { notTold, is } = await importDefinition(theirs, { ref, name: '', read, replaces: false, takesSecret: false });
  const payer = await theirs.store.payer(ref);
  expect([is, notTold.length]).toEqual(['made', Object.keys(cannotCarry[dialect]).length]);
  expect([payer.fields.issuer, payer.name]).toEqual([
    { value: definition.issuer, from: ['definition'] },
    definition.name,
  ]);
  expect(definitionOf(payer).problems.map(({ code }) => code)).toContain(
    dialect === 'tutorial' ? 'definition/no-client-id' : 'definition/no-key',
  );
});

test.each([true, false])(
  'a secret that stands in the file in clear is sealed only when that was said: %s',
  async (takesSecret) => {
    const file = {
      issuer: 'https://a.example',
      clientAuthenticationMode: 'CLIENT_SECRET_BASIC',
      tokenIntrospectionClientSecret: canary,
    };
    const [read] = readDefinitions(textBytes(JSON.stringify(file)), 'file.json');
    if (read === undefined) throw new TypeError('Nothing was read');
    const told = await importDefinition(theirs, { ref, name: '', read, replaces: false, takesSecret });
    const payer = await theirs.store.payer(ref);
    expect([told.secret, payer.secretSince !== null, JSON.stringify([told, payer]).includes(canary)]).toEqual([
      takesSecret ? 'taken' : 'left-out',
      takesSecret,
      false,
    ]);
    if (takesSecret) expect(digests.sameSecret(await secretOf(theirs, payer), new Secret(canary))).toBe(true);
  },
);
