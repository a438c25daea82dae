/** @file Reads the documents of many payers again and tells what became different. Keeps nothing: each difference waits for a person. */
import type { Finding } from '../domain/discovery/finding.ts';
import { understand } from '../domain/discovery/understand.ts';
import { applyDiscovery, changedFields } from '../domain/payer/edit.ts';
import type { ChangedField } from '../domain/payer/edit.ts';
import { isAccepted } from '../domain/payer/findings.ts';
import type { Payer, PayerRef } from '../domain/payer/payer.ts';
import type { Ports, Web } from '../ports.ts';
import { readAddress } from './import-documents.ts';
import { judgePayer } from './judge-payer.ts';

type Needs = Pick<Ports, 'store' | 'web' | 'clock' | 'digests' | 'certificates'>;

export interface Rechecked {
  readonly ref: PayerRef;
  /** `no-address`: its documents came from files. */
  readonly is: 'same' | 'different' | 'unreadable' | 'no-address';
  readonly changed: readonly ChangedField[];
  /** Errors and warnings that were not there before. */
  readonly fresh: readonly Finding[];
}

/** What one payer asks besides others, and what all of them ask at once: many payers sit behind few gateways. */
const PAYERS_AT_ONCE = 4;
export const REQUESTS_AT_ONCE = 16;

/** Answers each payer’s result as it comes, in no order. One payer at a time is in memory for each place of the pool. */
export async function recheckPayers(
  ports: Needs,
  refs: readonly PayerRef[],
  onResult: (result: Rechecked) => void,
): Promise<void> {
  const bounded = { ...ports, web: bound(ports.web, REQUESTS_AT_ONCE) };
  const waiting = refs.values();
  const worker = async () => {
    for (const ref of waiting) onResult(await recheck(bounded, ref));
  };
  await Promise.all(Array.from({ length: PAYERS_AT_ONCE }, worker));
}

async function recheck(ports: Needs, ref: PayerRef): Promise<Rechecked> {
  const before = await ports.store.payer(ref);
  if (!wasAsked(before)) return { ref, is: 'no-address', changed: [], fresh: [] };
  const { discovery } = await readAddress(ports, before, { address: before.address });
  const after = judgePayer(applyDiscovery(before, discovery, { manner: 'again' }));
  const fresh = after.findings.filter(
    (finding) => finding.severity !== 'info' && !isChange(finding) && !isKnown(before, finding),
  );
  if (discovery.documents.length === 0) return { ref, is: 'unreadable', changed: [], fresh };
  const changed = changedFields(after).filter((change) => !isLetStand(after, change));
  return { ref, is: changed.length > 0 || fresh.length > 0 ? 'different' : 'same', changed, fresh };
}

/** An address as it was typed, with or without a scheme, and not the name of a file: then something was asked of it, or came from it. */
function wasAsked({ address, asked, documents, network }: Payer): boolean {
  const understood = understand(address, network);
  if ('code' in understood) return false;
  const { host } = new URL(understood.address);
  const isFrom = (place: string) => URL.canParse(place) && new URL(place).host === host;
  return address.includes('://') || asked.length > 0 || documents.some(({ retrievedFrom }) => isFrom(retrievedFrom));
}

/** Told by their values already. */
function isChange({ code }: Finding): boolean {
  return code.endsWith('/changed-since');
}

/** A difference that a person looked at and accepted is none any more. */
function isLetStand({ findings, accepted }: Payer, { kept, now }: ChangedField): boolean {
  return findings.some(
    (finding) =>
      isChange(finding) &&
      finding.compared?.expected === kept &&
      finding.compared.told === now &&
      isAccepted({ accepted }, finding),
  );
}

function isKnown({ findings }: Payer, { code, member, says }: Finding): boolean {
  return findings.some((known) => known.code === code && known.member === member && known.says === says);
}

/** At most so many requests at a time; the others wait their turn. */
function bound(web: Web, atOnce: number): Web {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    async get(...given) {
      if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
      else running += 1;
      try {
        return await web.get(...given);
      } finally {
        // A place that is handed on is not free in between.
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
