import { expect, test } from 'vitest';
import { confidenceThere, keysSeen } from '#core/domain/push/learnt.ts';
import { Secret } from '#core/domain/secret.ts';
import { learnTarget } from '#core/use-cases/push/learn-target.ts';
import { planPayers } from '#core/use-cases/push/plan-push.ts';
import { addTarget } from '#core/use-cases/push/targets.ts';
import { memoryAdminApi } from '../../memory-admin-api.ts';
import { memoryPorts } from '../../memory-ports.ts';
import { samplePayer } from '../support/sample-payer.ts';

const target = 'cdr-test';
const draft = { name: target, baseUrl: 'https://cdr.example/', username: 'ana', production: false, authorities: [] };
const byHand = {
  pid: 1,
  nodeId: 'Master',
  moduleId: 'm',
  issuer: 'https://other.example',
  responseType: 'code',
  notes: '',
};

test.each([
  ['a key that has a value there', 'responseType', ['responseType'], ['responseType'], 'seen-there'],
  ['one that its API describes', 'organizationId', [], ['organizationId'], 'described-there'],
  ['one that its API leaves out', 'organizationId', [], ['issuer'], 'not-described-there'],
  ['one that was seen there, though its API leaves it out', 'responseType', ['responseType'], [], 'seen-there'],
  ['without a description', 'organizationId', [], null, 'inferred'],
  ['a key of no table', 'somethingElse', [], null, 'tutorial-only'],
])('%s', (_name, key, seen, described, confidence) => {
  expect(confidenceThere(key, { seen, described })).toBe(confidence);
});

test('keys without a value were not seen', () => {
  expect(keysSeen([byHand, { extra: 1 }])).toEqual(['extra', 'issuer', 'moduleId', 'nodeId', 'pid', 'responseType']);
});

test('a plan tells how sure each name is at the target, and what was learnt goes with its address', async () => {
  const api = memoryAdminApi();
  const ports = memoryPorts({ adminApi: api });
  await addTarget(ports, draft, new Secret('not a real password'));
  const payer = await samplePayer(ports);
  api.servers = [byHand];
  api.described = ['issuer', 'federationTokenUrl'];
  api.keystores = [{ keystoreId: 'by-hand', filePath: '' }];
  const confidences = async () => {
    const [step] = (await planPayers(ports, { payers: [payer], target })).steps;
    const changes = step !== undefined && 'changes' in step ? step.changes : [];
    return ['responseType', 'federationTokenUrl', 'federationJwkSetUrl'].map(
      (key) => changes.find((change) => change.key === key)?.confidence,
    );
  };
  const before = await confidences();
  await learnTarget(ports, target);
  const after = await confidences();
  const learnt = (await ports.store.target(target)).learnt;
  await addTarget(ports, { ...draft, baseUrl: 'https://elsewhere.example/' }, new Secret('another'));
  expect([before, after]).toEqual([
    ['seen-there', 'seen-in-public-code', 'seen-in-public-code'],
    ['seen-there', 'described-there', 'not-described-there'],
  ]);
  expect([learnt?.described, (await ports.store.target(target)).learnt]).toEqual([
    ['issuer', 'federationTokenUrl'],
    null,
  ]);
});

test('the name for the keystore is learnt with it, and one that a person typed stays', async () => {
  const api = memoryAdminApi();
  const ports = memoryPorts({ adminApi: api });
  await addTarget(ports, draft, new Secret('not a real password'));
  api.keystores = [{ keystoreId: 'by-hand', filePath: '' }];
  api.servers = [{ ...byHand, jwtKeystore: 'by-hand' }];
  await learnTarget(ports, target);
  const { learnt } = await ports.store.target(target);
  await addTarget(ports, { ...draft, keystoreReference: 'typed' }, null);
  await learnTarget(ports, target);
  const after = await ports.store.target(target);
  const moved = await addTarget(ports, { ...draft, baseUrl: 'https://elsewhere.example/' }, null);
  expect([learnt?.keystoreReference, after.keystoreReference, moved.learnt, moved.keystoreReference]).toEqual([
    'jwtKeystore',
    'typed',
    null,
    'typed',
  ]);
});
