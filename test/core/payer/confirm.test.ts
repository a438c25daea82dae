/** @file Audience injection: what is about whom we talk to waits for a person, and nothing goes around it. */
import { expect, test } from 'vitest';
import { blockingFindings } from '#core/domain/payer/findings.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import type { Ports } from '#core/ports.ts';
import { exportPayers } from '#core/use-cases/export-payers.ts';
import { Fault } from '#core/domain/fault.ts';
import { importTexts } from '#core/use-cases/import-documents.ts';
import { judgedPayers, judgePayer, neighboursAmong } from '#core/use-cases/judge-payer.ts';
import { pushPayers } from '#core/use-cases/push/push-definitions.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { testToken } from '#core/use-cases/token/test-token.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { issuer, samplePayer } from '../support/sample-payer.ts';

const by = { by: 'ana', at: '2027-01-01T00:00:00.000Z', reason: 'told by phone' };
const evil = 'https://victim.example/token';
const { origin } = new URL(issuer);
const openid = { issuer, token_endpoint: `${issuer}/token`, subject_types_supported: ['public'] };

const typed = async (ports: Ports, payer: Payer, tokenEndpoint: string) =>
  saveChanges(ports, payer, { changes: { fields: { tokenEndpoint } } });
const accept = async (ports: Ports, payer: Payer, code: string) =>
  saveChanges(ports, payer, { changes: {}, accept: { code, member: undefined, ...by } });

const ways: readonly [string, (ports: Ports, payer: Payer) => Promise<unknown>][] = [
  ['test a token', (ports, payer) => testToken(ports, payer, { nextCall: false })],
  [
    'export',
    (ports, payer) => {
      const store = {
        ...ports.store,
        payer: async (ref: string) => (ref === payer.ref ? payer : ports.store.payer(ref)),
      };
      return exportPayers({ ...ports, store }, { refs: [payer.ref], statedTime: by.at, signer: 'ana', comment: '' });
    },
  ],
  [
    'push',
    (ports, payer) =>
      pushPayers(ports, {
        plan: { target: 't', readAt: '', steps: [], keystoreReference: '', byHand: [] },
        payers: [payer],
        confirmation: '',
      }),
  ],
];
const refusal = async (ports: Ports, payer: Payer) =>
  Promise.all(
    ways.map(async ([, way]) =>
      way(ports, payer).then(
        () => 'done',
        (error: unknown) => String((error as { code?: string }).code),
      ),
    ),
  );
const refused = ['token/not-confirmed', 'payer/not-confirmed', 'payer/not-confirmed'];

test('an endpoint on another domain, typed by hand, is not signed for, exported or pushed before it is confirmed', async () => {
  const ports = memoryPorts();
  const payer = await typed(ports, await samplePayer(ports), evil);
  expect(await refusal(ports, payer)).toEqual(refused);

  const accepted = await accept(ports, payer, 'endpoint/other-domain');
  expect(accepted.accepted).toMatchObject([{ code: 'endpoint/other-domain', ...by, compared: { told: evil } }]);
  const after = await refusal(ports, accepted);
  expect(after.filter((code) => code.endsWith('not-confirmed'))).toEqual([]);
});

test.each([
  'https://a:b@auth.northlake.example/t',
  'https://auth.northlake.example/{tenant}',
  'https:auth.northlake.example',
])('nothing is signed for %s', async (address) => {
  const ports = memoryPorts();
  const payer = await typed(ports, await samplePayer(ports), address);
  expect((await refusal(ports, payer)).slice(0, 2)).toEqual(['token/unusable-endpoint', 'payer/incomplete']);
});

test('a confirmation holds for that address only', async () => {
  const ports = memoryPorts();
  const accepted = await accept(ports, await typed(ports, await samplePayer(ports), evil), 'endpoint/other-domain');
  const moved = await typed(ports, accepted, 'https://victim.example/other');
  expect([moved.accepted, (await refusal(ports, moved))[0]]).toEqual([[], 'token/not-confirmed']);
});

test('a file that was edited behind our back is judged before anything is signed', async () => {
  const ports = memoryPorts();
  const payer = await samplePayer(ports);
  const edited = {
    ...payer,
    findings: [],
    fields: { ...payer.fields, tokenEndpoint: { value: evil, from: ['typed' as const] } },
  };
  expect(await refusal(ports, edited)).toEqual(refused);
});

test('two payers with one token endpoint and two issuers both wait', async () => {
  const ports = memoryPorts();
  const first = await samplePayer(ports);
  const second = await samplePayer(ports, { ref: 'mallory@test' });
  const changed = await saveChanges(ports, second, {
    changes: { fields: { issuer: 'https://mallory.northlake.example' } },
  });
  expect(changed.findings.map(({ code }) => code)).toContain('token-endpoint/of-another-payer');
  expect([await refusal(ports, changed), await refusal(ports, first)]).toEqual([refused, refused]);

  const accepted = await accept(ports, changed, 'token-endpoint/of-another-payer');
  expect((await refusal(ports, accepted)).filter((code) => code.endsWith('not-confirmed'))).toEqual([]);
});

const documentFindings: readonly [code: string, documents: readonly [document: object, retrievedFrom: string][]][] = [
  ['issuer/differs', [[{ ...openid, issuer: `${issuer}/other` }, `${issuer}/.well-known/openid-configuration`]]],
  ['issuer/unusual-place', [[openid, `${issuer}/openid.json`]]],
  [
    'token-endpoint/documents-differ',
    [
      [openid, `${issuer}/.well-known/openid-configuration`],
      [{ token_endpoint: `${issuer}/t`, capabilities: [] }, `${issuer}/.well-known/smart-configuration`],
    ],
  ],
  [
    'resource/differs',
    [
      [openid, `${issuer}/.well-known/openid-configuration`],
      [
        { resource: `${issuer}/b`, authorization_servers: [issuer] },
        `${origin}/.well-known/oauth-protected-resource/a`,
      ],
    ],
  ],
  [
    'fhir-base/elsewhere',
    [
      [{ ...openid, capabilities: [] }, `${issuer}/.well-known/smart-configuration`],
      [
        { resource: 'https://evil.example/fhir', authorization_servers: [issuer] },
        'https://evil.example/.well-known/oauth-protected-resource/fhir',
      ],
    ],
  ],
];

test.each(documentFindings)('%s stops a test, an export and a push until it is accepted', async (code, documents) => {
  const ports = memoryPorts();
  const { ref } = await samplePayer(ports);
  const texts = documents.map(([document, retrievedFrom]) => ({
    bytes: new TextEncoder().encode(JSON.stringify(document)),
    name: 'a.json',
    retrievedFrom,
  }));
  const read = await importTexts(ports, { ref, texts });
  const waiting = blockingFindings(read).map((finding) => finding.code);
  expect([waiting, await refusal(ports, read)]).toEqual([[code], refused]);
  const after = await refusal(ports, await accept(ports, read, code));
  expect(after.filter((one) => one.endsWith('not-confirmed'))).toEqual([]);
});

test('another payer’s file that cannot be read switches nothing off: it waits for a person too', async () => {
  const ports = memoryPorts();
  const payer = await samplePayer(ports);
  const failure = { code: 'store/unreadable', says: '', hint: '' } as never;
  const damaged: Ports = {
    ...ports,
    store: {
      ...ports.store,
      payers: async () => ({ ...(await ports.store.payers()), faults: [{ ref: 'mallory@test', failure }] }),
      refs: async () => [...(await ports.store.refs()), 'mallory@test'],
      payer: async (ref) => {
        if (ref === 'mallory@test') throw new Fault('store/damaged', { file: 'mallory@test.json', why: '' });
        return ports.store.payer(ref);
      },
    },
  };
  expect(await refusal(damaged, payer)).toEqual(refused);
  const accepted = await accept(damaged, payer, 'payer/not-compared');
  const after = await refusal(damaged, accepted);
  expect(after.filter((one) => one.endsWith('not-confirmed'))).toEqual([]);
});

test('a payer that came later shows on those that were there, and goes with its reason', async () => {
  const ports = memoryPorts();
  const first = await samplePayer(ports);
  const second = await samplePayer(ports, { ref: 'mallory@test' });
  const issuerOf = async (text: string) =>
    saveChanges(ports, await ports.store.payer(second.ref), { changes: { fields: { issuer: text } } });
  await issuerOf('https://mallory.northlake.example');
  const codes = async () =>
    (await judgedPayers(ports)).payers.map((payer) => blockingFindings(payer).map(({ code }) => code));
  const code = 'token-endpoint/of-another-payer';
  expect([await codes(), first.findings.some((finding) => finding.code === code)]).toEqual([[[code], [code]], false]);
  await issuerOf(issuer);
  expect(await codes()).toEqual([[], []]);
});

test('a thousand payers are judged in a moment', async () => {
  const ports = memoryPorts();
  const payer = await samplePayer(ports);
  const payers = Array.from({ length: 1000 }, (_, number) => ({ ...payer, ref: `p-${String(number)}@test` }));
  const startedAt = performance.now();
  const neighbours = neighboursAmong({ payers, faults: [] });
  for (const one of payers) judgePayer(one, neighbours);
  // Half a second here, although all share one endpoint; taking every address apart for each pair takes minutes.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test('what nobody may let stand is not accepted', async () => {
  const ports = memoryPorts();
  const payer = await samplePayer(ports);
  const document = { issuer, token_endpoint: 'http://auth.northlake.example/token', subject_types_supported: [] };
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const texts = [{ bytes, name: 'a.json', retrievedFrom: `${issuer}/.well-known/openid-configuration` }];
  const read = await importTexts(ports, { ref: payer.ref, texts });
  await expect(accept(ports, read, 'token-endpoint/not-https')).rejects.toMatchObject({ code: 'payer/cannot-accept' });
});
