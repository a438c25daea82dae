import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Discovery } from '#core/domain/discovery/finding.ts';
import { looksLikeAddress } from '#core/domain/discovery/understand.ts';
import { changedFields } from '#core/domain/payer/edit.ts';
import type { Payer } from '#core/domain/payer/payer.ts';
import { discoverAddress, discoverTexts } from '#core/use-cases/discover.ts';
import { importAddress, importTexts } from '#core/use-cases/import-documents.ts';
import { checkedRef, widenNetwork } from '#core/use-cases/payers.ts';
import { saveChanges } from '#core/use-cases/save-changes.ts';
import { recipeFor } from '#core/use-cases/recipe.ts';
import type { Watch } from '#core/use-cases/reading.ts';
import type { Command } from '../command.ts';
import { communityFrom, takeCommunity } from '../community.ts';
import type { Context } from '../context.ts';
import { readStandardInputBytes } from '../ask.ts';
import { exit, UsageError } from '../report.ts';
import { discoveryLines } from '../show/discovery.ts';
import { recheck } from './recheck.ts';

export const discover: Command = {
  usage: `Usage: payer-wizard discover SOURCE... [--retrieved-from URL]... [--fhir-base URL] [--community URI] [--ca FILE]... [--proxy system|none|URL]
                             [--anchor FILE]... [--crl FILE]... [--payer PAYER]
       payer-wizard discover ADDRESS... --recipe [--fhir-base URL] [--also URL]...
       payer-wizard discover --all
  SOURCE is an address (issuer, FHIR base or well-known URL), a file, or - for standard input.
  --retrieved-from tells which address a saved file came from (or its issuer or FHIR base), so that the issuer rules apply
          offline; for several files, once for each in their order.
  --community asks a UDAP server for the document of that community.
  --anchor and --crl: the trust anchor of a UDAP community and its revocation lists, for signed metadata.
  --payer reads the documents into that payer; without it nothing is kept. The same documents again are a reload: what
          stands is kept, and each difference is told. “payer set PAYER FIELD” takes what the documents say.
  --recipe prints two lines with curl for a colleague on the network (in Windows PowerShell: curl.exe); what they write is
          read as a file. --also adds an address that is asked as it is, such as a key set's.
  --all reads the documents of every payer again, 16 requests at once, and tells what became different. Nothing is kept.`,
  options: {
    'retrieved-from': { type: 'string', multiple: true },
    community: { type: 'string' },
    also: { type: 'string', multiple: true },
    'fhir-base': { type: 'string' },
    ca: { type: 'string', multiple: true },
    anchor: { type: 'string', multiple: true },
    crl: { type: 'string', multiple: true },
    payer: { type: 'string' },
    recipe: { type: 'boolean' },
    all: { type: 'boolean' },
  },
  async run(context, sources) {
    if (context.flag('all')) return recheck(context);
    const [first] = sources;
    if (first === undefined) throw new UsageError('a SOURCE is needed');
    if (context.flag('recipe')) return printRecipe(context, sources);
    const payer = context.text('payer');
    const discovery = payer === undefined ? await readAlone(context, sources) : await readInto(context, sources, payer);
    context.report.result(discovery, () => discoveryLines(discovery));
    return discovery.ok ? exit.done : exit.notAllGood;
  },
};

function printRecipe(context: Context, addresses: readonly string[]): number {
  const recipe = recipeFor(context.ports, {
    addresses,
    also: context.texts('also'),
    fhirBase: context.text('fhir-base') ?? '',
    community: context.text('community') ?? '',
  });
  context.report.result({ ok: true, recipe }, () => recipe.split('\n'));
  return exit.done;
}

/** The one address among the sources; null: all of them are files. A file of that name wins over an address without a scheme. */
async function addressIn(sources: readonly string[]): Promise<string | null> {
  const [only] = sources;
  if (sources.includes('')) throw new UsageError('a SOURCE is empty');
  if (sources.length > 1 && sources.some((source) => /^https?:\/\//i.test(source)))
    throw new UsageError('read one address at a time; only files may be several');
  if (sources.length !== 1 || only === undefined || !looksLikeAddress(only)) return null;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(only)) return only;
  return stat(only).then(
    () => null,
    () => only,
  );
}

async function readAlone(context: Context, sources: readonly string[]): Promise<Discovery> {
  const fhirBase = context.text('fhir-base');
  const anchored = await communityFrom(context);
  const options = { anchored, ...(fhirBase === undefined ? {} : { fhirBase }) };
  const address = await addressIn(sources);
  const { discovery } =
    address === null
      ? await discoverTexts(context.ports, { texts: await readTexts(context, sources), ...options })
      : await withProgress(context, async (watch) =>
          discoverAddress(context.ports, {
            address,
            network: await context.network(),
            community: context.text('community') ?? '',
            watch,
            ...options,
          }),
        );
  return discovery;
}

async function readInto(context: Context, sources: readonly string[], given: string) {
  const { ports } = context;
  const ref = checkedRef(given);
  await takeNetwork(context, ref);
  await takeCommunity(context, ref);
  const address = await addressIn(sources);
  const payer =
    address === null
      ? await importTexts(ports, { ref, texts: await readTexts(context, sources) })
      : await withProgress(context, (watch) =>
          importAddress(ports, { ref, address, community: context.text('community') ?? '', watch }),
        );
  return discoveryOf(payer);
}

function discoveryOf(payer: Payer) {
  const { understoodAs, documents, asked, found: fields, findings } = payer;
  const ok = !findings.some(({ severity }) => severity === 'error');
  return { ok, understoodAs, documents, asked, fields, findings, changed: changedFields(payer) };
}

/** On a terminal each answer is told as it comes; Ctrl-C ends the asking and leaves what was there. */
async function withProgress<T>(context: Context, read: (watch: Watch) => Promise<T>): Promise<T> {
  const ending = new AbortController();
  const end = () => {
    ending.abort();
  };
  process.once('SIGINT', end);
  const onAsked: Watch['onAsked'] = ({ outcome, kind, address }) => {
    if (process.stderr.isTTY && outcome !== 'asking') context.report.say(`${outcome}  ${kind}  ${address}`);
  };
  try {
    return await read({ signal: ending.signal, onAsked });
  } finally {
    process.removeListener('SIGINT', end);
  }
}

/** `--ca`, `--allow-private`, `--proxy` and `--fhir-base` are remembered with the payer: its token test needs them too. */
async function takeNetwork(context: Context, ref: string): Promise<void> {
  const { ports } = context;
  const fhirBaseUrl = context.text('fhir-base');
  const before = await ports.store.payer(ref);
  const widened = widenNetwork(before, await context.network());
  if (widened === before && fhirBaseUrl === undefined) return;
  const changes = fhirBaseUrl === undefined ? {} : { fields: { fhirBaseUrl } };
  await saveChanges(ports, before, { changes, network: widened.network });
}

async function readTexts(context: Context, sources: readonly string[]) {
  const given = context.texts('retrieved-from');
  if (given.length > 0 && given.length !== sources.length)
    throw new UsageError('--retrieved-from is given once for each file, in their order');
  return Promise.all(
    sources.map(async (source, at) => ({
      bytes: source === '-' ? await readStandardInputBytes() : await context.readBytes(source),
      name: source === '-' ? 'standard input' : path.basename(source),
      retrievedFrom: given[at] ?? '',
    })),
  );
}
