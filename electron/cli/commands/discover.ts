import path from 'node:path';
import { discoverAddress, discoverTexts } from '#core/use-cases/discover.ts';
import type { DiscoveryResult } from '#core/use-cases/discover.ts';
import { importAddress, importTexts } from '#core/use-cases/import-documents.ts';
import { changePayer, checkedRef, widenNetwork } from '#core/use-cases/payers.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { readStandardInputBytes } from '../ask.ts';
import { exit, UsageError } from '../report.ts';
import { discoveryLines } from '../show/discovery.ts';

export const discover: Command = {
  usage: `Usage: payer-wizard discover SOURCE... [--retrieved-from URL] [--fhir-base URL] [--ca FILE] [--payer PAYER]
  SOURCE is an address (issuer, FHIR base or well-known URL), a file, or - for standard input.
  --retrieved-from tells which address a saved file came from, so that the issuer rules apply offline.
  --payer reads the documents into that payer; without it nothing is kept.`,
  options: {
    'retrieved-from': { type: 'string' },
    'fhir-base': { type: 'string' },
    ca: { type: 'string' },
    payer: { type: 'string' },
  },
  async run(context, sources) {
    const [first] = sources;
    if (first === undefined) throw new UsageError('a SOURCE is needed');
    const payer = context.text('payer');
    const discovery = payer === undefined ? await readAlone(context, sources) : await readInto(context, sources, payer);
    context.report.result(discovery, () => discoveryLines(discovery));
    return discovery.ok ? exit.done : exit.notAllGood;
  },
};

function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
}

async function readAlone(context: Context, sources: readonly string[]) {
  const fhirBase = context.text('fhir-base');
  const options = fhirBase === undefined ? {} : { fhirBase };
  const [address] = sources;
  let result: DiscoveryResult;
  if (sources.length === 1 && address !== undefined && isAddress(address))
    result = await discoverAddress(context.ports, { address, network: await context.network(), ...options });
  else result = discoverTexts(context.ports, { texts: await readTexts(context, sources), ...options });
  const { ok, understoodAs, documents, asked, fields, findings } = result.discovery;
  return { ok, understoodAs, documents, asked, fields, findings };
}

async function readInto(context: Context, sources: readonly string[], given: string) {
  const { ports } = context;
  const ref = checkedRef(given);
  await takeNetwork(context, ref);
  const [address] = sources;
  const payer =
    sources.length === 1 && address !== undefined && isAddress(address)
      ? await importAddress(ports, { ref, address })
      : await importTexts(ports, { ref, texts: await readTexts(context, sources) });
  const { understoodAs, documents, asked, found: fields, findings } = payer;
  return {
    ok: !findings.some(({ severity }) => severity === 'error'),
    understoodAs,
    documents,
    asked,
    fields,
    findings,
  };
}

/** `--ca`, `--allow-private` and `--fhir-base` are remembered with the payer: its token test needs them too. */
async function takeNetwork(context: Context, ref: string): Promise<void> {
  const { store } = context.ports;
  const fhirBaseUrl = context.text('fhir-base');
  const before = await store.payer(ref);
  const widened = widenNetwork(before, await context.network());
  const changed = fhirBaseUrl === undefined ? widened : changePayer(widened, { fields: { fhirBaseUrl } });
  if (changed !== before) await store.savePayer(changed);
}

async function readTexts(context: Context, sources: readonly string[]) {
  const retrievedFrom = context.text('retrieved-from') ?? '';
  if (retrievedFrom !== '' && !URL.canParse(retrievedFrom)) throw new UsageError('--retrieved-from is an address');
  return Promise.all(
    sources.map(async (source) => ({
      bytes: source === '-' ? await readStandardInputBytes() : await context.readBytes(source),
      name: source === '-' ? 'standard input' : path.basename(source),
      retrievedFrom,
    })),
  );
}
