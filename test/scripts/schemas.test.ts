import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseManifest } from '#core/domain/bundle/manifest.ts';
import { canonicalBytes, parseStatement } from '#core/domain/bundle/statement.ts';
import { verifyBundle } from '#core/use-cases/verify-bundle.ts';
import { digests } from '#node/digests.ts';
import { formats, schemaText } from '../../scripts/schemas/formats.ts';
import { samplePayer } from '../core/support/sample-payer.ts';
import { exportedWhole } from '../core/support/whole-bundle.ts';
import { grant, signIn } from '../renderer/sample-reports.ts';
import { memoryPorts } from '../memory-ports.ts';

const folder = path.resolve(import.meta.dirname, '../../resources/schemas');
const textOf = (name: string) => readFileSync(path.join(folder, `${name}.schema.json`), 'utf8');

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const validators = new Map(Object.keys(formats).map((name) => [name, ajv.compile(JSON.parse(textOf(name)) as object)]));

function accepts(name: string, value: unknown): boolean {
  return validators.get(name)?.(value) === true;
}

test.each(Object.entries(formats))('%s is what the program makes (npm run docs)', (name, format) => {
  expect(textOf(name)).toBe(schemaText(format));
});

test('no other file lies there', () => {
  expect(readdirSync(folder).sort()).toEqual(
    Object.keys(formats)
      .map((name) => `${name}.schema.json`)
      .sort(),
  );
});

const wish = { statedTime: '2027-01-01T12:00:00.000Z', signer: 'ana', comment: '' };

async function exported() {
  const ports = memoryPorts();
  const keyed = await samplePayer(ports);
  const secret = await samplePayer(ports, { ref: 'tidewater@test', mode: 'CLIENT_SECRET_BASIC' });
  const fields = { ...secret.fields };
  for (const [name, field] of Object.entries(fields))
    Object.assign(fields, { [name]: { ...field, value: field.value.replaceAll('northlake', 'tidewater') } });
  await ports.store.savePayer({ ...secret, fields, documents: [] });
  const probes = {
    at: wish.statedTime,
    endpoint: 'https://auth.northlake.example/p2p/token',
    plain: null,
    results: [
      {
        name: 'expired' as const,
        is: 'refused-well' as const,
        status: 401,
        error: 'invalid_client',
        expected: 'invalid_client',
        says: '',
        hint: '',
      },
    ],
  };
  await ports.store.savePayer({ ...keyed, test: grant(keyed), probes, signIn });
  return exportedWhole(ports, { ...wish, refs: [keyed.ref, secret.ref] });
}

const bundle = await exported();

/** `payers/SLUG@ENV/keys/jwks.json` as the pattern of a path. */
function patternOf(where: string): RegExp {
  return new RegExp(`^${where.replaceAll('.', '\\.').replace('SLUG@ENV', '[^/]+').replace('KEYID', '[0-9a-f]{64}')}$`);
}

test('every file of ours in a bundle fits its schema, and every schema of a bundle has a file', () => {
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (const { path: place, bytes } of bundle.files) {
    const found = Object.entries(formats).find(([, { where }]) => patternOf(where).test(place));
    if (found === undefined) {
      // What others have the say over: the vendor’s dialects, what a Source Payer published, texts and keys.
      const isOthers =
        /\/definition\/(admin-api|seed-servers|tutorial)\.json$|\/evidence\/discovery\/|\/registration\/jwks\.json$/;
      if (place.endsWith('.json') && !isOthers.test(place)) wrong.push(`${place}: no schema`);
      continue;
    }
    seen.add(found[0]);
    if (!accepts(found[0], JSON.parse(new TextDecoder().decode(bytes)))) wrong.push(place);
  }
  const ofBundles = Object.entries(formats).filter(([, { where }]) => /^(manifest|payers|signatures)/.test(where));
  expect([wrong, [...seen].sort()]).toEqual([[], ofBundles.map(([name]) => name).sort()]);
});

test('a verdict fits its schema', () => {
  const source = { is: 'archive', bytes: bundle.bytes } as const;
  const good = verifyBundle({ digests }, { source, trust: [], require: [] });
  const none = verifyBundle(
    { digests },
    { source: { is: 'archive', bytes: new Uint8Array() }, trust: [], require: [] },
  );
  expect([accepts('verification-1', good), accepts('verification-1', none)]).toEqual([true, true]);
});

const bytesAt = (place: RegExp) => bundle.files.find((file) => place.test(file.path))?.bytes ?? new Uint8Array();
const jsonAt = (place: RegExp) => JSON.parse(new TextDecoder().decode(bytesAt(place))) as Record<string, unknown>;

const otherValue = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, 0, 2, '', 'x', [], {}, true, 'author', 'approver', 'a'.repeat(64)),
  fc.string(),
);

/** One or two members taken away, added or given another value. */
const changedAt = (place: RegExp) =>
  fc
    .dictionary(fc.constantFrom(...Object.keys(jsonAt(place)), 'more'), otherValue, { minKeys: 1, maxKeys: 2 })
    .map((changes) => JSON.parse(JSON.stringify({ ...jsonAt(place), ...changes })) as Record<string, unknown>);

test('law: the reader of statements takes what the schema takes, and nothing else', () => {
  const place = /^signatures\/.*\.json$/;
  expect(typeof parseStatement(bytesAt(place))).toBe('object');
  fc.assert(
    fc.property(changedAt(place), (json) => {
      expect(typeof parseStatement(canonicalBytes(json)) === 'object').toBe(accepts('statement-1', json));
    }),
    { numRuns: 500 },
  );
});

test('law: the reader of manifests takes whatever the schema takes', () => {
  const place = /^manifest\.json$/;
  expect(accepts('bundle-manifest-1', jsonAt(place))).toBe(true);
  fc.assert(
    fc.property(changedAt(place), (json) => {
      if (accepts('bundle-manifest-1', json))
        expect(typeof parseManifest(new TextEncoder().encode(JSON.stringify(json)))).toBe('object');
    }),
    { numRuns: 500 },
  );
});
